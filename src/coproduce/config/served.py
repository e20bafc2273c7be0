"""The site as ``coproduce serve`` runs it: a web worker that does not outlive its server."""

from coproduce.config.commands._alone import end_with_leader
from coproduce.config.rsgi import application

__all__ = ["application"]

end_with_leader()
