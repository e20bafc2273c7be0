from django.urls import URLPattern, URLResolver, path

from .views import results, running, voting

app_name = "ballots"
VOTE = "votes/<number:step>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path(VOTE, voting.page, name="page"),
    path(f"{VOTE}cast/", voting.cast, name="cast"),
    path(f"{VOTE}limits/", voting.limits, name="limits"),
    path(f"{VOTE}result/", results.result, name="result"),
    path(f"{VOTE}result/receipt/", results.find, name="find"),
    path(f"{VOTE}ballots.pb", results.file_pb, name="file_pb"),
    path(f"{VOTE}result.json", results.file_json, name="file_json"),
    path(f"{VOTE}result.csv", results.file_csv, name="file_csv"),
    path(f"{VOTE}board.zip", results.file_board, name="file_board"),
    path(f"{VOTE}verify_board.py", results.file_verifier, name="file_verifier"),
    path(f"{VOTE}settings/", running.manage, name="manage"),
    path(f"{VOTE}settings/projects/", running.add_option, name="add_option"),
    path(f"{VOTE}settings/projects/<number:option>/drop/", running.drop_option, name="drop_option"),
    path(f"{VOTE}settings/codes/", running.codes, name="codes"),
    path(f"{VOTE}settings/open/", running.open_, name="open"),
    path(f"{VOTE}settings/close/", running.close, name="close"),
    path(f"{VOTE}settings/file/", running.import_, name="import"),
]
