package org.tosc.backends.machines.x86.cost;

import java.util.List;
import java.util.Locale;

/// What an estimate says, as text:
///
/// ```text
/// redwood-cove: 4.00 cycles a round, limited by latency
///   entering 0.83, ports 2.00 (23), chain of results 4.00
///
///  slots     0     1     5     6     A     2     3 …
///      1  0.50  0.00  0.50  0.00  0.00  1.00  0.00 …  vfmadd231ps zmm0,zmm1,ZMMWORD PTR [rdi]
/// ```
public final class LoopReport {
  private LoopReport() {}

  /// The report of a loop in some code.
  public static String of(Core core, InnerLoop loop, byte[] code) {
    return of(core, LoopEstimate.of(core, loop.body()), loop.text(code));
  }

  /// The report of an estimate.
  ///
  /// @param instructions the loop's, as text
  public static String of(Core core, LoopEstimate estimate, List<String> instructions) {
    StringBuilder text = new StringBuilder();
    line(
        text,
        "%s: %.2f cycles a round, limited by %s",
        core.name(),
        estimate.cycles(),
        estimate.limit());
    line(
        text,
        "  entering %.2f, ports %.2f, chain of results %.2f",
        estimate.entering(),
        estimate.ports(),
        estimate.latency());
    if (!estimate.unknown().isEmpty()) {
      line(text, "  without a row, counted as entering alone: %s", estimate.unknown());
    }
    text.append("\n slots");
    for (int port = 0; port < core.portCount(); port++) {
      text.append(String.format(Locale.ROOT, "%6s", core.letters(1 << port)));
    }
    text.append('\n');
    for (int i = 0; i < instructions.size(); i++) {
      LoopEstimate.Line line = estimate.lines().get(i);
      text.append(String.format(Locale.ROOT, "%6d", line.slots()));
      line.pressure().forEach(p -> text.append(cell(p)));
      text.append("  ").append(instructions.get(i)).append('\n');
    }
    return text.toString();
  }

  private static String cell(double pressure) {
    return pressure == 0 ? "     -" : String.format(Locale.ROOT, "%6.2f", pressure);
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
