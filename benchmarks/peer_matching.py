"""The peer's side, in an environment of its own: the same markets, people proposing where nothing else is said. Prints
matches of each and seconds."""

import json
import sys
import threading
import time

from matching.games import HospitalResident


def main() -> None:
    """Argument: a list of markets as JSON."""
    with open(sys.argv[1]) as file:
        markets = json.load(file)
    seconds, matches = 0.0, []
    for market in markets:
        begun = time.process_time()
        found = {}
        if market["people"]:
            game = HospitalResident.create_from_dictionaries(market["people"], market["places"], market["room"])
            found = game.solve(optimal=market.get("optimal", "resident"))
        seconds += time.process_time() - begun
        matches.append({person.name: place.name for place, people in found.items() for person in people})
    print(json.dumps({"matches": matches, "seconds": seconds}))


# The peer copies its players deeply, which needs more room than a plain thread has from some thousand people on.
sys.setrecursionlimit(1_000_000)
threading.stack_size(512 * 2**20)
worker = threading.Thread(target=main)
worker.start()
worker.join()
