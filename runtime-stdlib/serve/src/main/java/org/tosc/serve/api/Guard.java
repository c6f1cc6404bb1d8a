package org.tosc.serve.api;

import java.net.InetAddress;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.digest.Sha256;
import org.tosc.serve.Deployment;
import org.tosc.serve.http.HttpFault;
import org.tosc.serve.http.Request;
import org.tosc.serve.http.Status;

/// Who may ask. A page of another site that a user of this machine has open must not reach the
/// model: not by its own origin (Origin), and not by a name that it lets point here (Host: "DNS
/// rebinding"). There is no way to allow other origins.
public final class Guard {
  private static final String BEARER = "bearer ";
  private static final String HTTP = "http://";

  private final Set<String> hosts = new HashSet<>();
  private final boolean takesAddresses;
  private final int port;
  private final byte @Nullable [] token;

  /// @param address where the server listens
  /// @param port where it listens
  public Guard(Deployment deployment, InetAddress address, int port) {
    this.port = port;
    hosts.add("localhost");
    hosts.add("127.0.0.1");
    hosts.add("[::1]");
    hosts.add(address.getHostAddress().contains(":") ? "[" + text(address) + "]" : text(address));
    deployment.hosts().forEach(host -> hosts.add(host.toLowerCase(Locale.ROOT)));
    // Who listens everywhere has addresses that change; an address cannot be made to point here.
    takesAddresses = address.isAnyLocalAddress();
    String secret = deployment.token();
    token = secret == null ? null : Sha256.of(secret);
  }

  private static String text(InetAddress address) {
    return address.getHostAddress().toLowerCase(Locale.ROOT);
  }

  /// @throws HttpFault where a request is not for this server, or not from who may ask
  void check(Request head, Route route) throws HttpFault {
    if (route.needsToken) {
      checkToken(head);
    }
    if (route.isPost && !isJson(head.fields().single("Content-Type"))) {
      throw new HttpFault(Status.UNSUPPORTED_MEDIA_TYPE, "the body is application/json");
    }
  }

  /// Checks what does not depend on what is asked.
  void checkSender(Request head) throws HttpFault {
    String host = head.fields().single("Host");
    if (host == null) {
      throw HttpFault.bad("a request says whom it is for: the field `Host` is missing");
    }
    if (!isOurs(host)) {
      throw new HttpFault(Status.MISDIRECTED_REQUEST, "this server has another name");
    }
    String origin = head.fields().single("Origin");
    if (origin != null && !(origin.startsWith(HTTP) && isOurs(origin.substring(HTTP.length())))) {
      throw new HttpFault(Status.FORBIDDEN, "pages of other sites may not ask this server");
    }
    if (!head.query().isEmpty()) {
      // Addresses are kept in histories and logs.
      throw HttpFault.bad("there are no queries here; a token is said in the field Authorization");
    }
  }

  private boolean isOurs(String authority) {
    String name = authority.toLowerCase(Locale.ROOT);
    int colon = name.lastIndexOf(':');
    boolean hasPort = colon > name.lastIndexOf(']');
    if (hasPort && !name.substring(colon + 1).equals(Integer.toString(port))) {
      return false;
    }
    String host = hasPort ? name.substring(0, colon) : name;
    return hosts.contains(host) || (takesAddresses && isAddress(host));
  }

  private static boolean isAddress(String host) {
    boolean isBracketed = host.startsWith("[") && host.endsWith("]");
    String literal = isBracketed ? host.substring(1, host.length() - 1) : host;
    try {
      return InetAddress.ofLiteral(literal) != null;
    } catch (IllegalArgumentException name) {
      return false;
    }
  }

  private void checkToken(Request head) throws HttpFault {
    if (token == null) {
      return;
    }
    String given = head.fields().single("Authorization");
    String text = given == null ? "" : given;
    boolean isBearer = text.regionMatches(true, 0, BEARER, 0, BEARER.length());
    String secret = isBearer ? text.substring(BEARER.length()) : "";
    // Digests have one length, so that time says nothing of the token's length either.
    if (!MessageDigest.isEqual(Sha256.of(secret), token)) {
      throw new HttpFault(Status.UNAUTHORIZED, "this server needs a token: Authorization: Bearer");
    }
  }

  /// Other types can be sent by any page without asking first.
  private static boolean isJson(@Nullable String type) {
    return type != null
        && type.split(";", -1)[0].strip().toLowerCase(Locale.ROOT).equals("application/json");
  }
}
