"""The only sites to which a caller may be sent, by text or by voice. Callers are warned of false messages; ours name
known addresses.

Each with its source; a site without one is not to be added. https://www.<domain> and other names below it are allowed.
"""

from collections.abc import Mapping

ALLOWED: Mapping[str, str] = {
    # the Assurance Maladie: account, addresses, kiosks (service-public sheet F10662, 7 July 2022)
    "ameli.fr": "https://www.ameli.fr/assure/adresses-et-contacts",
    # farmers (groupama.fr/conseils/sante/obtenir-une-attestation-carte-vitale-attestation-de-droit)
    "msa.fr": "https://monespaceprive.msa.fr",
    # teachers (vite-ma-hotline.com, MGEN 3676)
    "mgen.fr": "https://www.mgen.fr",
    # SNCF: the caisse du personnel ferroviaire, cprpsncf.fr until it was renamed
    "cprpf.fr": "https://www.cprpf.fr/reclamation-conciliation-voies-de-recours/",
    # RATP (Respire no. 26, December 2013)
    "ccas-ratp.fr": "http://www.ccas-ratp.fr",
    # electricity and gas
    "camieg.fr": "https://www.camieg.fr/espace-assure/droits-et-demarches/etre-ayant-droit-regime-complementaire",
    # sailors (cambronne-avocats.fr/actualite/droit-des-affaires/la-protection-sociale-du-marin)
    "enim.eu": "https://www.enim.eu",
    # the military (service-public sheet F648, 16 September 2024)
    "cnmss.fr": "https://www.cnmss.fr",
    # notaries' clerks (cap-emploi.net/crpcen-la-caisse-de-retraite-et-de-prevoyance-des-clercs-...)
    "crpcen.fr": "https://www.crpcen.fr",
    # Saint-Pierre-et-Miquelon (cleiss.fr/particuliers/partir/travailler/expatriation/stpm.html)
    "secuspm.com": "http://www.secuspm.com",
}


def is_allowed(host: str) -> bool:
    """Whether a host is one of these sites, or below one."""
    host = host.lower().rstrip(".")
    return any(host == domain or host.endswith(f".{domain}") for domain in ALLOWED)
