"""moto's server, with six answers of moto 5.2.1 corrected to those of AWS.

With stock moto no cluster could be destroyed, or it would leave interfaces behind, no second plan would be empty,
a bucket that refuses requests without TLS would refuse all, and one whose versions are suspended could not be emptied.
`test/acceptance/emulator-corrections.test.ts` shows each on stock moto: where it fails after an upgrade, a correction
here can go.
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
    """EC2 deletes an interface that was made by a launch with its instance, unless told otherwise."""
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
        # The terminated instance goes on to tell its last addresses: only the interface's side is cleared.
        interface.instance = None
        interface.attachment_id = None
        interface.attach_time = None
        interface.device_index = None
        interface.status = "available"
    return previous_state


def delete_with_interface(self, nat_gateway_id, delete=NatGatewayBackend.delete_nat_gateway):
    """EC2 deletes the interface that it made for a NAT gateway with it."""
    gateway = delete(self, nat_gateway_id)
    self.delete_network_interface(gateway._eni.id)
    return gateway


def description_of_any_source(self):
    """EC2 keeps the description of a rule whatever its source is: an address range, or a group."""
    return self.ip_range.get("Description") or self.source_group.get("Description")


def takes_requests_for_tls(self, *args, permitted=IAMPolicyStatement.is_action_permitted, **kwargs):
    """S3 is spoken to over TLS, so that what is denied without TLS is not denied; moto takes any condition for met."""
    if self._statement.get("Condition") == {"Bool": {"aws:SecureTransport": "false"}}:
        return PermissionResult.NEUTRAL
    return permitted(self, *args, **kwargs)


class Answers:
    """
    What APIs of the query kind (EC2, IAM, …) were asked before, and what they said. On a busy machine the SDK loses an
    answer now and then, and asks again under the same invocation's id; done twice, a rule would be there already.
    """

    KEPT = 1000

    def __init__(self):
        self.lock, self.known = threading.Lock(), OrderedDict()

    def __call__(self, server, environ, start_response, answer=DomainDispatcherApplication.__call__):
        invocation = environ.get("HTTP_AMZ_SDK_INVOCATION_ID")
        if invocation is None or environ["REQUEST_METHOD"] != "POST" or environ["PATH_INFO"] != "/":
            return answer(server, environ, start_response)
        with self.lock:
            done, said = self.known.setdefault(invocation, (threading.Lock(), {}))
            while len(self.known) > self.KEPT:
                self.known.popitem(last=False)
        with done:
            if not said or not said["status"].startswith("2"):
                said["body"] = b"".join(answer(server, environ, lambda *start: said.update(status=start[0], headers=start[1])))
            else:
                print(f"asked again: {environ.get('HTTP_AMZ_SDK_REQUEST')}", file=sys.stderr, flush=True)
        start_response(said["status"], said["headers"])
        return [said["body"]]


Instance.prep_nics = prepare_interfaces
Instance.terminate = terminate_and_detach
NatGatewayBackend.delete_nat_gateway = delete_with_interface
SecurityGroupRule.description = property(description_of_any_source)
IAMPolicyStatement.is_action_permitted = takes_requests_for_tls
# S3 deletes what has a delete marker; moto has nothing to free of one, and fails over it.
FakeDeleteMarker.dispose = lambda self: None
answers = Answers()
DomainDispatcherApplication.__call__ = lambda server, environ, start: answers(server, environ, start)


def end_with_stdin():
    """Ends when whoever holds the other end of standard input does, however it ends."""
    sys.stdin.buffer.read()
    os._exit(0)


if __name__ == "__main__":
    if os.environ.get("EMULATOR_ENDS_WITH_STDIN"):
        threading.Thread(target=end_with_stdin, daemon=True).start()
    sys.exit(main())
