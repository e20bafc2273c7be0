"""The peer's side, in an environment of its own: the same market, people proposing. Prints matches and seconds."""

import json
import sys
import threading
import time

from matching.games import HospitalResident


def main() -> None:
    """Argument: the market as JSON."""
    with open(sys.argv[1]) as file:
        market = json.load(file)
    begun = time.process_time()
    game = HospitalResident.create_from_dictionaries(market["people"], market["places"], market["room"])
    found = game.solve(optimal="resident")
    seconds = time.process_time() - begun
    matches = {person.name: place.name for place, people in found.items() for person in people}
    print(json.dumps({"matches": matches, "seconds": seconds}))


# The peer copies its players deeply, which needs more room than a plain thread has from some thousand people on.
sys.setrecursionlimit(1_000_000)
threading.stack_size(512 * 2**20)
worker = threading.Thread(target=main)
worker.start()
worker.join()
