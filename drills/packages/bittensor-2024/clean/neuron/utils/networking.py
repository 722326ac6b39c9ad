"""Where this machine is seen from outside."""

import ipaddress

import requests

SERVICES = ("https://ip.one.invalid", "https://ip.two.invalid/text")


class ExternalIPNotFound(Exception):
    pass


def get_external_ip(timeout=5):
    for service in SERVICES:
        try:
            answer = requests.get(service, timeout=timeout)
            answer.raise_for_status()
            return str(ipaddress.ip_address(answer.text.strip()))
        except (requests.RequestException, ValueError):
            continue
    raise ExternalIPNotFound("no service told the address of this machine")


def ip_to_int(text):
    return int(ipaddress.ip_address(text))
