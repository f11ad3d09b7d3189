"""moto's server with six corrections of moto 5.2.1 to match AWS.

With stock moto, destroying a cluster would fail or leave interfaces behind, second plans would not be empty, a bucket
that denies requests without TLS would deny all, and a bucket with suspended versioning could not be emptied.
`test/acceptance/emulator-corrections.test.ts` reproduces each on stock moto: if it fails after an upgrade, remove the
correction here.
"""

import os
import sys
import threading
from collections import OrderedDict

from moto.ec2.models.instances import Instance
from moto.ec2.models.nat_gateways import NatGatewayBackend
from moto.ec2.models.security_groups import SecurityGroupRule
from moto.iam.access_control import IAMPolicyStatement, PermissionResult
from moto.moto_server.werkzeug_app import DomainDispatcherApplication
from moto.s3.models import FakeDeleteMarker
from moto.server import main


def prepare_interfaces(self, nic_spec, *args, prepare=Instance.prep_nics, **kwargs):
    """EC2 deletes an interface created by a launch with its instance, unless DeleteOnTermination is false."""
    existing = set(self.ec2_backend.enis)
    prepare(self, nic_spec, *args, **kwargs)
    kept = {int(spec["DeviceIndex"]) for spec in nic_spec if spec.get("DeleteOnTermination") is False}
    for index, interface in self.nics.items():
        if interface.id not in existing and index not in kept:
            interface.delete_on_termination = True


def terminate_and_detach(self, terminate=Instance.terminate):
    """EC2 detaches an interface that it does not delete with the instance."""
    previous_state = terminate(self)
    for interface in self.nics.values():
        # A terminated instance still reports its last addresses: only clear the interface's side.
        interface.instance = None
        interface.attachment_id = None
        interface.attach_time = None
        interface.device_index = None
        interface.status = "available"
    return previous_state


def delete_with_interface(self, nat_gateway_id, delete=NatGatewayBackend.delete_nat_gateway):
    """EC2 deletes a NAT gateway's interface with the gateway."""
    gateway = delete(self, nat_gateway_id)
    self.delete_network_interface(gateway._eni.id)
    return gateway


def description_of_any_source(self):
    """EC2 keeps the description of rules for groups too, not only for address ranges."""
    return self.ip_range.get("Description") or self.source_group.get("Description")


def ignore_transport_condition(self, *args, permitted=IAMPolicyStatement.is_action_permitted, **kwargs):
    """Requests count as sent over TLS. moto treats all conditions as true."""
    if self._statement.get("Condition") == {"Bool": {"aws:SecureTransport": "false"}}:
        return PermissionResult.NEUTRAL
    return permitted(self, *args, **kwargs)


class ResponseCache:
    """
    Makes requests of query APIs (EC2, IAM, …) idempotent. On a busy machine the SDK sometimes loses a response and
    retries with the same invocation id; a second execution would fail because the resource already exists.
    """

    MAX_SIZE = 1000

    def __init__(self):
        self.lock, self.responses = threading.Lock(), OrderedDict()

    def __call__(self, server, environ, start_response, handle=DomainDispatcherApplication.__call__):
        invocation = environ.get("HTTP_AMZ_SDK_INVOCATION_ID")
        if invocation is None or environ["REQUEST_METHOD"] != "POST" or environ["PATH_INFO"] != "/":
            return handle(server, environ, start_response)
        with self.lock:
            lock, response = self.responses.setdefault(invocation, (threading.Lock(), {}))
            while len(self.responses) > self.MAX_SIZE:
                self.responses.popitem(last=False)
        with lock:
            if not response or not response["status"].startswith("2"):
                start = lambda status, headers, *_: response.update(status=status, headers=headers)
                response["body"] = b"".join(handle(server, environ, start))
            else:
                print(f"retried request: {environ.get('HTTP_AMZ_SDK_REQUEST')}", file=sys.stderr, flush=True)
        start_response(response["status"], response["headers"])
        return [response["body"]]


Instance.prep_nics = prepare_interfaces
Instance.terminate = terminate_and_detach
NatGatewayBackend.delete_nat_gateway = delete_with_interface
SecurityGroupRule.description = property(description_of_any_source)
IAMPolicyStatement.is_action_permitted = ignore_transport_condition
# moto fails to delete objects with a delete marker.
FakeDeleteMarker.dispose = lambda self: None
response_cache = ResponseCache()
DomainDispatcherApplication.__call__ = lambda server, environ, start: response_cache(server, environ, start)


def end_with_stdin():
    """Exits when the parent process ends, which closes standard input."""
    sys.stdin.buffer.read()
    os._exit(0)


if __name__ == "__main__":
    if os.environ.get("EMULATOR_ENDS_WITH_STDIN"):
        threading.Thread(target=end_with_stdin, daemon=True).start()
    sys.exit(main())
