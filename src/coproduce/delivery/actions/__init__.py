"""What may be done together: plan, sign up, hand back, call off, confirm who came, take on a task."""

from .attendance import confirm_attendance, correct_minutes
from .leaving import free_places
from .moving import move_shift
from .reminders import remind
from .rota import (
    Places,
    add_task,
    call_off,
    hand_back,
    plan_shift,
    plan_shifts,
    renote_rotas,
    say_coming,
    set_up_rota,
    sign_up,
)
from .tasks import add_loose_task, confirm_task, finish_task, give_back_task, set_up_tasks, take_task

__all__ = [
    "Places",
    "add_loose_task",
    "add_task",
    "call_off",
    "confirm_attendance",
    "confirm_task",
    "correct_minutes",
    "finish_task",
    "free_places",
    "give_back_task",
    "hand_back",
    "move_shift",
    "plan_shift",
    "plan_shifts",
    "remind",
    "renote_rotas",
    "say_coming",
    "set_up_rota",
    "set_up_tasks",
    "sign_up",
    "take_task",
]
