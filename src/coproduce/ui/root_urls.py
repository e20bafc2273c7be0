"""Addresses that stand outside the languages."""

from django.urls import path

from coproduce.ui import views

urlpatterns = [
    path(".well-known/security.txt", views.security_txt, name="security-txt"),
]
