"""Writes contract.json anew: what Twilio publishes of the operations that this project uses.

Twilio's OpenAPI documents come with its own package `@twilio/cli-core` (npm, MIT), in src/services/twilio-api:

    npm pack @twilio/cli-core && tar xzf twilio-cli-core-*.tgz
    python -m tests.carrier.record_contract package
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CONTRACT = Path(__file__).with_name("contract.json")
ACCOUNT = "/2010-04-01/Accounts/{AccountSid}"
USED = {  # document -> the paths and methods that this project asks
    "twilio_api_v2010": {
        "/2010-04-01/Accounts/{Sid}.json": "get",
        f"{ACCOUNT}/IncomingPhoneNumbers.json": "get post",
        f"{ACCOUNT}/IncomingPhoneNumbers/{{Sid}}.json": "get post",
        f"{ACCOUNT}/AvailablePhoneNumbers/{{CountryCode}}/Local.json": "get",
        f"{ACCOUNT}/OutgoingCallerIds.json": "get",
        f"{ACCOUNT}/Messages.json": "get post",
    },
    "twilio_monitor_v1": {"/v1/Alerts": "get"},
    "twilio_messaging_v1": {
        "/v1/Services": "get post",
        "/v1/Services/{Sid}": "get delete",
        "/v1/Services/{ServiceSid}/AlphaSenders": "get post",
    },
    "twilio_voice_v1": {"/v1/DialingPermissions/Countries/{IsoCode}": "get"},
    "twilio_pricing_v1": {"/v1/PhoneNumbers/Countries/{IsoCountry}": "get"},
    "twilio_accounts_v1": {"/v1/Messaging/GeoPermissions": "get"},
}


def operations(package: Path) -> Iterator[dict[str, Any]]:
    """Every operation that is used: where it is asked, what it takes, and the names of what it answers."""
    for name, paths in USED.items():
        document = json.loads((package / f"src/services/twilio-api/{name}.json").read_text(encoding="utf-8"))
        schemas = document["components"]["schemas"]
        for path, methods in paths.items():
            item = document["paths"][path]
            for method in methods.split():
                yield operation(item, method, path, schemas)


def operation(item: dict[str, Any], method: str, path: str, schemas: dict[str, Any]) -> dict[str, Any]:
    """One operation."""
    asked = item[method]
    parameters = asked.get("parameters", [])
    form = (
        asked.get("requestBody", {}).get("content", {}).get("application/x-www-form-urlencoded", {}).get("schema", {})
    )
    return {
        "host": item["servers"][0]["url"],
        "method": method.upper(),
        "path": path,
        "in_path": {one["name"]: shape(one["schema"], schemas) for one in parameters if one["in"] == "path"},
        "query": {one["name"]: shape(one["schema"], schemas) for one in parameters if one["in"] == "query"},
        "form": {name: shape(one, schemas) for name, one in form.get("properties", {}).items()},
        "required": sorted(form.get("required", [])),
        "answers": sorted(answered(asked, schemas)),
    }


def shape(schema: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    """What a value must be: of its schema what a string of a form or an address can break."""
    schema = resolved(schema, schemas)
    return {key: schema[key] for key in ("type", "enum", "pattern", "maxLength", "minimum", "maximum") if key in schema}


def answered(asked: dict[str, Any], schemas: dict[str, Any]) -> set[str]:
    """The names in a good answer; of a list, those of its rows."""
    good = next(answer for status, answer in asked["responses"].items() if status.startswith("2"))
    content = good.get("content", {}).get("application/json", {})
    if not content:
        return set()
    names = dict(resolved(content["schema"], schemas).get("properties", {}))
    for value in list(names.values()):
        if value.get("type") == "array":
            names |= resolved(value["items"], schemas).get("properties", {})
    return set(names) | exemplified(content.get("examples", {}))


def exemplified(examples: dict[str, Any]) -> set[str]:
    """The names in the rows of the examples: some lists are published without the shape of a row."""
    lists = [rows for one in examples.values() for rows in one["value"].values() if isinstance(rows, list)]
    return {name for rows in lists for row in rows if isinstance(row, dict) for name in row}


def resolved(schema: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    """A schema itself, where it was only named."""
    return schemas[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema


if __name__ == "__main__":
    package = Path(sys.argv[1])
    version = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    recorded = {"source": f"@twilio/cli-core {version}", "operations": list(operations(package))}
    CONTRACT.write_text(json.dumps(recorded, indent=1, sort_keys=True) + "\n", encoding="utf-8")
