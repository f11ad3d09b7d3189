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

struct mntent *getmntent_r(FILE *stream, struct mntent *entry, char *buffer, int size) {
  struct mntent *(*real)(FILE *, struct mntent *, char *, int) = dlsym(RTLD_NEXT, "getmntent_r");
  struct mntent *found = real(stream, entry, buffer, size);
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
  entry->mnt_fsname = "cgroup";
  entry->mnt_dir = "/usr/lib/cdktf-mesos-lab/cgroup-cpu";
  entry->mnt_type = "cgroup";
  entry->mnt_opts = "rw,cpu";
  entry->mnt_freq = entry->mnt_passno = 0;
  return entry;
}
