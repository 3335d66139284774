"""What can't be used as it was set up or written: one family of refusals for every room, told as findings.

Whoever shows a refusal need not know which room it comes from.
"""

from ivr.findings import Finding, Language


class Refused(Exception):  # noqa: N818 - what the refusals of several rooms have in common
    """`findings`, sorted, say what is wrong, where, and what to write. The message is English, for logs."""

    def __init__(self, *findings: Finding) -> None:
        self.findings = tuple(sorted(findings))
        super().__init__(self.told("en"))

    def told(self, language: Language) -> str:
        """One finding a line."""
        return "\n".join(finding.told(language) for finding in self.findings)
