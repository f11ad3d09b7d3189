"""moto's server, with two answers of moto 5.2.1 corrected to those of EC2.

Stock moto leaves an interface attached when its instance is terminated, so nothing could be destroyed, and forgets
descriptions of rules between groups, so no second plan would be empty. `test/acceptance/emulator-corrections.test.ts`
shows both on stock moto: where it fails after an upgrade, a correction here can go.
"""

import sys

from moto.ec2.models.instances import Instance
from moto.ec2.models.security_groups import SecurityGroupRule
from moto.server import main


def terminate_and_detach(self, terminate=Instance.terminate):
    """EC2 detaches an interface that it does not delete with the instance (DeleteOnTermination is false)."""
    previous_state = terminate(self)
    for interface in self.nics.values():
        # The terminated instance goes on to tell its last addresses: only the interface's side is cleared.
        interface.instance = None
        interface.attachment_id = None
        interface.attach_time = None
        interface.device_index = None
        interface.status = "available"
    return previous_state


def description_of_any_source(self):
    """EC2 keeps the description of a rule whatever its source is: an address range, or a group."""
    return self.ip_range.get("Description") or self.source_group.get("Description")


Instance.terminate = terminate_and_detach
SecurityGroupRule.description = property(description_of_any_source)

if __name__ == "__main__":
    sys.exit(main())
