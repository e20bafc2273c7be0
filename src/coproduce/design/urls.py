from django.urls import URLPattern, URLResolver, path

from . import views

app_name = "design"
DRAFT = "drafts/<number:step>/<number:number>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("drafts/<number:step>/", views.listing, name="list"),
    path("drafts/<number:step>/new/", views.start, name="start"),
    path(DRAFT, views.draft, name="draft"),
    path(f"{DRAFT}v/<number:version>/", views.version, name="version"),
    path(f"{DRAFT}compare/<number:old>/<number:new>/", views.compare, name="compare"),
    path(f"{DRAFT}write/", views.write, name="write"),
    path(f"{DRAFT}comment/", views.comment, name="comment"),
    path(f"{DRAFT}comment/<number:comment>/", views.answer, name="answer"),
    path(f"{DRAFT}adopt/", views.adopt, name="adopt"),
]
