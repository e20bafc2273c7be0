from django.urls import URLPattern, URLResolver, path

from . import views

app_name = "design"
DRAFT = "drafts/<int:step>/<int:number>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("drafts/<int:step>/", views.listing, name="list"),
    path("drafts/<int:step>/new/", views.start, name="start"),
    path(DRAFT, views.draft, name="draft"),
    path(f"{DRAFT}v/<int:version>/", views.version, name="version"),
    path(f"{DRAFT}compare/<int:old>/<int:new>/", views.compare, name="compare"),
    path(f"{DRAFT}write/", views.write, name="write"),
    path(f"{DRAFT}comment/", views.comment, name="comment"),
    path(f"{DRAFT}comment/<int:comment>/", views.answer, name="answer"),
    path(f"{DRAFT}adopt/", views.adopt, name="adopt"),
]
