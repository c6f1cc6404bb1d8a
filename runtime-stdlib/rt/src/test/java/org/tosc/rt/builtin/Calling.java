package org.tosc.rt.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.ops.Show;
import org.tosc.rt.session.Policy;
import org.tosc.rt.session.Session;
import org.tosc.rt.tensor.Kernels;
import org.tosc.rt.value.ListValue;

/// Calls built-ins in tests. Arguments are JSON with single quotes; the result is shown as inside a
/// list, an error as `!Kind`.
final class Calling {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Session session;

  Calling(Session.Builder builder) {
    session = builder.out(out).engine(new Kernels()).seed(1).build();
  }

  Calling() {
    this(Session.builder().policy(Policy.PERMISSIVE));
  }

  Session session() {
    return session;
  }

  String printed() {
    session.out().flush();
    return out.toString(StandardCharsets.UTF_8);
  }

  /// Arguments from `1, 'a', [2]`.
  static Object[] args(String json) {
    return ((ListValue) JsonParser.parse("[" + json.replace('\'', '"') + "]")).toArray();
  }

  Object value(String name, Object... args) {
    Builtin row = Builtins.find(name);
    assertNotNull(row, name);
    return inSession(() -> row.function().invoke(args));
  }

  /// Runs a body in the session; errors pass.
  Object inSession(Callable<Object> body) {
    try {
      return session.run(body);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /// Calls with named arguments at the end, and shows the result.
  String named(String name, String[] names, Object... args) {
    Builtin row = Builtins.find(name);
    assertNotNull(row, name);
    return Show.quoted(inSession(() -> row.function().invokeNamed(args, names)));
  }

  String shown(String name, Object... args) {
    try {
      return Show.quoted(value(name, args));
    } catch (GuestError e) {
      return "!" + e.kind();
    }
  }

  /// Checks lines of `name(args) -> shown`.
  void check(String table) {
    for (String line : table.strip().split("\n", -1)) {
      int arrow = line.lastIndexOf(" -> ");
      String call = line.substring(0, arrow).strip();
      int open = call.indexOf('(');
      String name = call.substring(0, open);
      String shown = shown(name, args(call.substring(open + 1, call.length() - 1)));
      assertEquals(line.substring(arrow + 4).strip().replace('\'', '"'), shown, call);
    }
  }
}
