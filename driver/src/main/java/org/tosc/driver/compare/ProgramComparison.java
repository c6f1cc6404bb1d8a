package org.tosc.driver.compare;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tosc.driver.Programs;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.session.ExitRequest;
import org.tosc.rt.session.Session;
import org.tosc.tir.ir.Module;

/// What a whole program prints on different engines. Words must be the same; numbers with a
/// fraction may differ by [#RELATIVE], since sums of tensors may be taken in any order and what a
/// program then computes is not known here.
public final class ProgramComparison {
  /// Of the larger of two numbers, and of 1.
  public static final double RELATIVE = 1e-5;

  private static final Pattern NUMBER = Pattern.compile("[-+]?\\d+(\\.\\d+)?(e[-+]?\\d+)?");

  private ProgramComparison() {}

  /// What a run printed, with the error that ended it, if one did.
  ///
  /// @param input what the program may read
  public static String run(Module module, String target, byte[] input) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Session session = Calls.session(new ByteArrayInputStream(input), out);
    String end = session.run(() -> end(module, target));
    session.out().flush();
    return out.toString(StandardCharsets.UTF_8) + end;
  }

  private static String end(Module module, String target) {
    try {
      Programs.loadAnywhere(module, target).call(Module.MAIN);
      return "";
    } catch (ExitRequest exit) {
      return "";
    } catch (GuestError error) {
      return error.kind() + ": " + error.getMessage() + "\n";
    }
  }

  /// The first line that differs, from 1, or null.
  public static @Nullable Integer difference(String expected, String found) {
    List<String> a = expected.lines().toList();
    List<String> b = found.lines().toList();
    for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
      boolean isNear = i < a.size() && i < b.size() && isNear(a.get(i), b.get(i));
      if (!isNear) {
        return i + 1;
      }
    }
    return null;
  }

  private static boolean isNear(String a, String b) {
    if (a.equals(b)) {
      return true;
    }
    Matcher left = NUMBER.matcher(a);
    Matcher right = NUMBER.matcher(b);
    int from = 0;
    int start = 0;
    while (left.find()) {
      boolean fits =
          right.find()
              && a.substring(from, left.start()).equals(b.substring(start, right.start()))
              && isNear(left, right);
      if (!fits) {
        return false;
      }
      from = left.end();
      start = right.end();
    }
    return !right.find() && a.substring(from).equals(b.substring(start));
  }

  private static boolean isNear(Matcher left, Matcher right) {
    if (left.group().equals(right.group())) {
      return true;
    }
    double x = Double.parseDouble(left.group());
    double y = Double.parseDouble(right.group());
    boolean isFraction = left.group().matches(".*[.e].*") || right.group().matches(".*[.e].*");
    double size = Math.max(1, Math.max(Math.abs(x), Math.abs(y)));
    return isFraction && Math.abs(x - y) <= RELATIVE * size;
  }
}
