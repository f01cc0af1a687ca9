"""What the benchmark's sample holds, for the cases of questions (`Query.cases`): ids and days."""

PERSON = "oivind-sallqvist"
"""Somebody with seats in several groups, whose surname nobody else bears."""
GROUP, WHOLE, REGION = "npo-akut-vard", "sjukvardsregion-sydostra", "region-kalmar-lan"
AS_OF = "2025-06-01"
"""The day on which all is asked."""
QUARTER, YEARS = {"since": "2025-03-01", "until": AS_OF}, {"since": "2020-06-01", "until": AS_OF}
