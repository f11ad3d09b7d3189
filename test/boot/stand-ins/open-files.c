/*
 * Where the lab's machine may not raise a process's limit of open files (no CAP_SYS_RESOURCE, as in many containers),
 * tells Elasticsearch the one that its unit asks for. Its bootstrap check is then not proven; all else is.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <sys/resource.h>

static int call(const char *name, __rlimit_resource_t resource, struct rlimit *limit) {
  int (*real)(__rlimit_resource_t, struct rlimit *) = dlsym(RTLD_NEXT, name);
  int result = real(resource, limit);
  if (result == 0 && resource == RLIMIT_NOFILE && limit->rlim_max < 65536) {
    limit->rlim_cur = limit->rlim_max = 65536;
  }
  return result;
}

int getrlimit(__rlimit_resource_t resource, struct rlimit *limit) { return call("getrlimit", resource, limit); }

int getrlimit64(__rlimit_resource_t resource, struct rlimit64 *limit) {
  return call("getrlimit64", resource, (struct rlimit *)limit);
}
