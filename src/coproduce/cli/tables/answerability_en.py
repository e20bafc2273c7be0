"""What is said of answerability, in English, by code."""

EN: dict[str, str] = {
    "answer.part.accountable": "one accountable legal holder",
    "answer.part.responsible": "somebody responsible",
    "answer.part.standard": "a standard",
    "answer.part.dates": "dates",
    "answer.part.failure_rule": "what follows on failure",
    "answer.part.complaint_route": "where to complain",
    "answer.lacks": "{activity} lacks {parts} {parts|thing|things} that answering needs.",
    "answer.stop": "{activity} touches safety and may not start before it is complete.",
    "answer.several_accountable": "{activity} names {holders} accountable holders; there must be one.",
    "answer.not_yet_due": "{promises} {promises|promise is|promises are} not due yet.",
    "promise_unsound": "Promise {promise}: its state and its end do not agree.",
    "journey_unsound": "Need {need}: its days do not follow one another, or lie after the day of looking.",
    "seen_unsound": "An acknowledgement, an agreement or an answer cannot be read as it stands.",
    "mandates_unsound": "More decisions have a mandate than were taken.",
    "activity_part_unknown": "{part} is not among the things that answering needs.",
}
