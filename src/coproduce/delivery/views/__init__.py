"""The doors of the room: the rota, its attendance, and tasks without fixed hours."""

from .attendance import attendance, confirm, correct
from .rota import add_work, call_off, coming, hand_back, move, plan, rota, shift, take
from .tasks import add_task, confirm_task, finish_task, give_back_task, take_task, tasks

__all__ = [
    "add_task",
    "add_work",
    "attendance",
    "call_off",
    "coming",
    "confirm",
    "confirm_task",
    "correct",
    "finish_task",
    "give_back_task",
    "hand_back",
    "move",
    "plan",
    "rota",
    "shift",
    "take",
    "take_task",
    "tasks",
]
