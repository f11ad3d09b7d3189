/*
 * Lets an agent of Apache Mesos use Docker on cgroups v2, as the published fork does.
 *
 * Apache's agent refuses to start unless a cgroup v1 hierarchy with "cpu" is mounted (src/docker/docker.cpp of 1.12-dev,
 * line 146); the fork asks for that on v1 alone (the same file of clusterd v1.11.0-0.9.0). Where there is none, this
 * adds one to the list of mounts that the agent reads: an empty folder, which it then finds no container in.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <mntent.h>
#include <stdio.h>
#include <string.h>

static __thread FILE *list;
static __thread int complete;

struct mntent *getmntent(FILE *stream) {
  static struct mntent added = {
      .mnt_fsname = "cgroup",
      .mnt_dir = "/usr/lib/cdktf-mesos-lab/cgroup-cpu",
      .mnt_type = "cgroup",
      .mnt_opts = "rw,cpu",
  };
  struct mntent *(*real)(FILE *) = dlsym(RTLD_NEXT, "getmntent");
  struct mntent *found = real(stream);
  if (stream != list) {
    list = stream;
    complete = 0;
  }
  if (found) {
    if (!strcmp(found->mnt_type, "cgroup") && hasmntopt(found, "cpu")) complete = 1;
    return found;
  }
  if (complete) {
    list = NULL;
    return NULL;
  }
  complete = 1;
  return &added;
}
