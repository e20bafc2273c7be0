"""What ``coproduce value`` says, in English, by code."""

EN: dict[str, str] = {
    "line.benefit": "{gross} gross, discounted; would have come anyway {deadweight}, due to others {others}, moved "
    "from "
    "elsewhere {displaced}, optimism {optimism}, dropped off {dropped}; {present} is left.",
    "line.cost": "A cost: {gross}, with its own optimism {present}.",
    "line.overlaps": "Not counted: it counts the same change as {name} of {agency}, which is greater. Alone it would "
    "be "
    "{present}.",
    "line.apart": "Money that becomes free: {present}. Shown apart, never added to the benefits.",
    "line.unmonetised": "No money is put on it.",
    "line.volunteer": "Given time, worth {present}: a resource, never a saving.",
    "agency_unknown": "There is no agency {agency}.",
    "jurisdiction_unknown": "There is no rate for {jurisdiction} at that date. Known are: {known}.",
    "ledger_empty": "There is nothing to value.",
    "ledger_without_benefit": "No benefit has any money put on it.",
    "ledger_without_cost": "There is no cost, or it could be zero, so nothing can be divided by it.",
    "line_unknown": "There is no line {name}.",
    "rate_invalid": "A rate is a share such as 0.035 or 3.5%, for years from 0 on.",
    "value_amount_invalid": "An amount must be zero or more, with at most two decimals.",
    "value_amount_missing": "The central amount is missing.",
    "value_category_unknown": "“{value}” is no category: cost, fiscal, economic, social, benefit, cashable, volunteer "
    "or "
    "unmonetised.",
    "value_correction_invalid": "{column} must be a share from 0 to 1, such as 0.2 or 20%.",
    "value_correction_misplaced": "This category takes no such correction; of a cost, ob alone applies.",
    "value_line_mixed": "{name} of {agency} has two categories or two groups.",
    "value_name_invalid": "Agency and line need a name of 1 to 200 characters, without control characters.",
    "value_order_wrong": "low, central and high must be in this order.",
    "value_overlap_misplaced": "Only benefits can overlap in a group.",
    "value_year_invalid": "The year must be a whole number from 0 to {most}, or a range such as 1-5.",
    "value_year_twice": "{name} of {agency} has year {year} twice.",
    "ui.value": "value costs and benefits: net present value, ratio, payback, who pays and who gains",
    "ui.value.file": "table (CSV) with agency, line, category, year, low, central, high, dw, att, dis, ob, drop, "
    "group; "
    "- reads standard input",
    "ui.value.host": "agency that runs it (by default the one that pays most)",
    "ui.value.rate": "discount rate in a year, such as 0.035 or 3.5%% (the default)",
    "ui.value.jurisdiction": "use the rate known for a country: GB, FR, NL, SE, DE, CA, US",
    "ui.value.at": "use the rate of this date, such as 2026-05-01",
    "ui.value.explain": "explain what one line came to",
    "ui.value.unmonetised": "First, what no money is put on:",
    "ui.value.case": "{case}: benefits {present}, costs {paid}, net {net}, ratio {ratio}; {payback}.",
    "ui.value.low": "Low",
    "ui.value.central": "Central",
    "ui.value.high": "High",
    "ui.value.payback": "paid back after {years} years",
    "ui.value.no_payback": "not paid back within {horizon} years",
    "ui.value.step": "{rate} from year {year}",
    "ui.value.rates": "Discounted at {steps}.",
    "ui.value.whence": "Source: {source}, as of {as_of}; check it before use.",
    "ui.value.compared": "At {rate}: net {net}, ratio {ratio}.",
    "ui.value.break_even": "Costs are just paid with {percent%} of the central benefits.",
    "ui.value.agencies": "Who pays and who gains (run by {host}):",
    "ui.value.agency": "{agency}: pays {paid}, gains {present}, net {net}",
    "ui.value.shared": "Share of benefits that others gain: {csb}. Mismatch of paying and gaining: {mismatch}.",
    "ui.value.kinds": "Benefits by kind: {kinds}.",
    "ui.value.fiscal": "fiscal",
    "ui.value.economic": "economic",
    "ui.value.social": "social",
    "ui.value.benefit": "of no stated kind",
    "ui.value.cashable": "Money that becomes free at {agency}, shown apart: {present}.",
    "ui.value.volunteers": "Given time is worth {present}: a resource, not a saving. Were it counted as a cost: net "
    "{net}, "
    "ratio {ratio}.",
    "ui.value.ranges": "Net with one line at its low and high end, all else central:",
    "ui.value.swing": "{agency}, {name}: {low} to {high}",
    "ui.value.combinations": "Of {combinations} combinations of low, central and high, {below} end below zero.",
    "ui.value.caution": "This shows who might be invited to share the costs. It does not prove what caused the change.",
}
