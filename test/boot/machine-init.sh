#!/bin/bash
# The first process of a machine with a kernel of its own: runs `main` of the tar archive on its first virtio disk,
# whose output goes to the second serial port; then, where there is one, `booted`, under a systemd that comes up with what
# `main` has left, as after a reboot; and turns the machine off.
export PATH=/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin
for place in /run /tmp /usr/local/sbin; do mount -t tmpfs none "$place"; done
/lib/systemd/systemd-udevd --daemon
udevadm trigger
udevadm settle
tar --extract --file /dev/vda --directory /usr/local/sbin
stty -F /dev/ttyS1 -onlcr
bash -euo pipefail /usr/local/sbin/main >/dev/ttyS1 2>&1
echo "ended with $?" >/dev/ttyS1
if [[ -e /usr/local/sbin/booted ]]; then
  udevadm control --exit
  for place in /run /tmp; do umount --lazy "$place"; done
  exec /lib/systemd/systemd --unit=machine.target
fi
sync
echo o >/proc/sysrq-trigger
sleep 60
