import {
  haproxyAlive,
  haproxyParts,
  ingressParts,
  keepalivedParts,
  type Part,
  routerHealthPath,
} from "cdktf-mesos/cloud-init";
import { balancerPrograms } from "../support/debian-tools";
import { canSandbox, onNode } from "../support/node-sandbox";

/**
 * The pair that replaces a cloud's load balancer, with Debian's HAProxy and keepalived: two nodes and two masters on a
 * bridge, each in its own network namespace, within one that ends with the test. The boot lab moves the address.
 */
const asRoot = canSandbox ? describe : describe.skip;

jest.setTimeout(300_000);

const masters = ["10.9.0.10", "10.9.0.11"];
const nodes = { a: "10.9.0.24", b: "10.9.0.25" };
const sharedAddress = "10.9.0.26";

const contentOf = (parts: readonly Part[], path: string) =>
  parts.flatMap((part) => (part.kind === "file" && part.path === path ? [part.content] : []))[0]!;

const haproxy = contentOf(
  haproxyParts({
    listeners: [{ name: "mesos-master", port: 5050, servers: masters, healthPath: "/weights" }],
  }),
  "/etc/haproxy/haproxy.cfg",
);
const keepalived = (address: string, peer: string) =>
  contentOf(
    keepalivedParts({ address, peers: [peer], sharedAddress, check: haproxyAlive }),
    "/etc/keepalived/keepalived.conf",
  );

const files = {
  "/etc/haproxy/haproxy.cfg": haproxy,
  "/etc/keepalived/a.conf": keepalived(nodes.a, nodes.b),
  "/etc/keepalived/b.conf": keepalived(nodes.b, nodes.a),
  // Only the leading master responds with 200, as in Mesos; a file names the leader.
  "/master.py": `
import http.server, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        leads = open("/leader").read().strip() == sys.argv[1]
        self.send_response(200 if leads else 307)
        self.end_headers()
        self.wfile.write(sys.argv[1].encode())
    def log_message(self, *_): pass
server = http.server.ThreadingHTTPServer((sys.argv[1], 5050), Handler)
server.handle_error = lambda *_: None  # health checks close the connection early
server.serve_forever()
`,
};

/** Defines two nodes, and starts two masters; `ask` prints which master responds at the shared address. */
const setUp = `
  echo "haproxy:x:199:199::/nonexistent:/bin/false" >>/etc/passwd; echo "haproxy:x:199:" >>/etc/group
  # Names of namespaces are mounts in /run, which must not be the machine's.
  mount -t tmpfs none /run
  ip link add bridge0 type bridge; ip address add 10.9.0.1/24 dev bridge0; ip link set bridge0 up
  host() {
    ip netns add "$1"
    ip link add "v$1" type veth peer name eth0 netns "$1"
    ip link set "v$1" master bridge0 up
    ip -n "$1" address add "$2/24" dev eth0; ip -n "$1" link set eth0 up; ip -n "$1" link set lo up
  }
  on() { ip netns exec "$@"; }
  echo 10.9.0.10 >/leader
  for n in 10 11; do host "m$n" "10.9.0.$n"; on "m$n" python3 /master.py "10.9.0.$n" & done
  start_haproxy() { (on "$1" haproxy -W -f /etc/haproxy/haproxy.cfg >"/haproxy-$1.log" 2>&1 &); }
  start_keepalived() {
    on "$1" cdktf-mesos-interface "$2" /run/cdktf-mesos-interface.conf
    on "$1" keepalived --dont-fork --log-console --use-file="/etc/keepalived/$1.conf" --pid="/run/$1.pid" \\
      --vrrp_pid="/run/$1-vrrp.pid" --checkers_pid="/run/$1-checkers.pid" >"/keepalived-$1.log" 2>&1 &
  }
  host a ${nodes.a}; host b ${nodes.b}
  owners() { for n in a b; do [[ -z $(ip -n "$n" address show dev eth0 to ${sharedAddress}) ]] || printf %s "$n"; done; }
  ask() { python3 -c 'import urllib.request as r; print(r.urlopen("http://${sharedAddress}:5050/weights", timeout=3).read().decode())' 2>/dev/null; }
  # within SECONDS COMMAND...: waits until the command succeeds
  within() {
    local limit=$1 begin=$SECONDS; shift
    until "$@"; do
      ((SECONDS - begin < limit)) || { echo "timed out after $limit s: $*; owners: $(owners)" >&2; tail -n 20 /*.log >&2; return 1; }
      sleep 0.5
    done
  }
  one_owner() { [[ $(owners) == ? ]]; }
  answers() { [[ $(ask) == "$1" ]]; }
  up() {
    start_haproxy a; start_haproxy b
    start_keepalived a ${nodes.a}; start_keepalived b ${nodes.b}
    within 30 one_owner
  }
  # Until the health checks of HAProxy have found the leader, some requests go to the other master.
  always() { for _ in {1..8}; do answers "$1" || return 1; done; }
`;

const lines = (text: string) => text.trimEnd().split("\n");

asRoot("two machines in place of a load balancer (as root, in a sandbox)", () => {
  const run = (program: string) => onNode(`${setUp}\n${program}`, { files, stubs: balancerPrograms() });

  test("pass requests to the leading master, also after a change of leader", () => {
    const { status, stdout, stderr } = run(`
      up
      within 60 always 10.9.0.10; ask; ask
      echo 10.9.0.11 >/leader
      within 60 always 10.9.0.11; ask; ask`);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(lines(stdout)).toEqual(["10.9.0.10", "10.9.0.10", "10.9.0.11", "10.9.0.11"]);
  });
});

/** The pair in front of an ingress router, and that router's HAProxy with one route. */
const ingressFiles = {
  "/etc/haproxy/haproxy.cfg": contentOf(
    haproxyParts({
      listeners: [
        { name: "http", port: 80, servers: ["10.9.0.10"], healthPath: routerHealthPath, proxyProtocol: true },
        {
          name: "https",
          port: 443,
          servers: ["10.9.0.10"],
          healthPath: routerHealthPath,
          tls: true,
          proxyProtocol: true,
        },
      ],
    }),
    "/etc/haproxy/haproxy.cfg",
  ).replace("inter 10s", "inter 500ms"),
  "/etc/haproxy/router.cfg": contentOf(
    ingressParts({
      marathons: ["http://10.9.0.1:8080"],
      group: "external",
      certificate: { file: "/site.pem" },
    }),
    "/etc/haproxy/haproxy.cfg",
  ),
  "/routes/routes.map": "!known yes\nsite.example.com/ site\n",
  "/routes/backends.cfg": `backend site from apps
  http-request return status 200 content-type text/plain lf-string "%[src] %[hdr(x-forwarded-proto)]\\n"
`,
};

asRoot("two machines in front of an ingress router (as root, in a sandbox)", () => {
  test("check its health over TLS too, and pass on the client's address", () => {
    const { status, stdout, stderr } = onNode(
      `${setUp}
      openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=site -keyout /key -out /crt 2>/dev/null
      cat /crt /key >/site.pem
      mkdir -p /run/haproxy
      (ROUTES=/routes on m10 haproxy -W -f /etc/haproxy/router.cfg -f /routes/backends.cfg >/haproxy-m10.log 2>&1 &)
      start_haproxy a
      ask() { curl --silent --insecure --max-time 3 --header "Host: site.example.com" "$1://${nodes.a}/"; }
      answers_https() { [[ $(ask https) == "10.9.0.1 https" ]]; }
      within 30 answers_https
      # Long enough for a server to be excluded by failing checks.
      sleep 3; ask https
      curl --silent --output /dev/null --header "Host: site.example.com" --write-out '%{http_code} %{redirect_url}\n' http://${nodes.a}/x`,
      { files: { ...files, ...ingressFiles }, stubs: balancerPrograms() },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(lines(stdout)).toEqual(["10.9.0.1 https", "308 https://site.example.com/x"]);
  });
});

asRoot("the interface of an address (as root, in a sandbox)", () => {
  test("is written for keepalived; an address without an interface is an error", () => {
    const result = onNode(`
      cdktf-mesos-interface 127.0.0.1 /file; cat /file
      cdktf-mesos-interface 10.9.9.9 /other || ls /other 2>/dev/null || echo refused`);
    expect(result.stdout).toBe("$INTERFACE=lo\nrefused\n");
    expect(result.stderr).toContain("no interface has the address 10.9.9.9 yet");
  });
});
