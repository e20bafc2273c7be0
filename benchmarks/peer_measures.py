"""The peers' side, in an environment of its own: waiting by lifelines, present values by numpy-financial.

Argument: the question as JSON. Prints outcomes and seconds of CPU; imports are not counted.
"""

import json
import sys
import time

import numpy as np
import numpy_financial
from lifelines import KaplanMeierFitter


def waiting(asked: dict) -> dict:
    days, ended = np.array(asked["days"]), np.array(asked["ended"])
    begun = time.process_time()
    fitted = KaplanMeierFitter().fit(days, ended)
    median = float(fitted.median_survival_time_)
    seconds = time.process_time() - begun
    curve = fitted.survival_function_["KM_estimate"]
    return {"median": median, "curve": {str(int(day)): share for day, share in curve.items()}, "seconds": seconds}


def present(asked: dict) -> dict:
    begun = time.process_time()
    values = [float(numpy_financial.npv(asked["rate"], flows)) for flows in asked["flows"]]
    return {"values": values, "seconds": time.process_time() - begun}


with open(sys.argv[1]) as file:
    question = json.load(file)
print(json.dumps({"waiting": waiting, "present": present}[question["method"]](question)))
