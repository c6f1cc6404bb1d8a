package org.tosc.serve;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.ops.Show;
import org.tosc.serve.http.Limits;
import org.tosc.serve.model.ServedModel;

/// What is served, where, and for whom.
///
/// @param models one, or two that share the requests
/// @param split the share of clients, 0 to 1, that the second model answers
/// @param port 0 for one that is free
/// @param listen an address other than loopback's; null for 127.0.0.1 and ::1
/// @param token that clients must have; null for none
/// @param hosts names, beside `localhost`, by which clients may call this server
/// @param batch requests that a model computes together, at most
public record Deployment(
    List<ServedModel> models,
    double split,
    int port,
    @Nullable String listen,
    @Nullable String token,
    Set<String> hosts,
    Limits limits,
    int batch) {
  /// The shortest token: 16 characters of 64 are 96 bits.
  public static final int SHORTEST_TOKEN = 16;

  /// The largest number of a port (RFC 9293: 16 bits).
  public static final int MOST_PORT = 65_535;

  /// More requests are not computed together.
  public static final int MOST_BATCH = 64;

  private static final int USUAL_BATCH = 16;

  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*|\\[[0-9A-Fa-f:.]+\\]");

  /// @throws IllegalArgumentException where it is not safe or makes no sense; the message says why
  public Deployment {
    models = List.copyOf(models);
    hosts = Set.copyOf(hosts);
    require(models.size() == 1 || models.size() == 2, "one or two models are deployed");
    require(split >= 0 && split <= 1, "`split` is 0 to 1, found " + split);
    require(port >= 0 && port <= MOST_PORT, "a port is 0 to " + MOST_PORT + ", found " + port);
    require(
        batch >= 1 && batch <= MOST_BATCH, "`batch` is 1 to " + MOST_BATCH + ", found " + batch);
    require(
        token == null || isSafe(token),
        "a token has at least " + SHORTEST_TOKEN + " characters, without spaces, all of ASCII");
    require(
        listen == null || token != null,
        "to listen at another address than loopback needs a `token`");
    hosts.forEach(
        host ->
            require(
                isHost(host),
                "a host is a name like `model.example.org`, without port and path, found "
                    + Show.quote(host)));
    require(
        models.size() == 1 || !models.getFirst().name().equals(models.getLast().name()),
        "two models have two names");
  }

  private static boolean isSafe(String token) {
    return token.length() >= SHORTEST_TOKEN && token.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  /// What requests can say in the field `Host` (RFC 9110, section 7.2), but for its port: a name,
  /// with `_` as in those of containers, or an address, that of IPv6 in brackets.
  private static boolean isHost(String host) {
    return HOST.matcher(host).matches();
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  /// A model on loopback, with what is usual.
  public static Deployment of(ServedModel model, int port) {
    return new Deployment(List.of(model), 0, port, null, null, Set.of(), Limits.USUAL, USUAL_BATCH);
  }

  /// With a second model that answers a share of the clients.
  public Deployment withOther(ServedModel other, double share) {
    return new Deployment(
        List.of(models.getFirst(), other), share, port, listen, token, hosts, limits, batch);
  }

  public Deployment withListen(@Nullable String address, @Nullable String secret) {
    return new Deployment(models, split, port, address, secret, hosts, limits, batch);
  }

  public Deployment withHosts(Set<String> others) {
    return new Deployment(models, split, port, listen, token, others, limits, batch);
  }

  public Deployment withLimits(Limits others) {
    return new Deployment(models, split, port, listen, token, hosts, others, batch);
  }

  public Deployment withBatch(int most) {
    return new Deployment(models, split, port, listen, token, hosts, limits, most);
  }

  /// Without the token.
  @Override
  public String toString() {
    return "Deployment" + models.stream().map(ServedModel::name).toList() + ":" + port;
  }
}
