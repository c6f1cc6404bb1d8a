package org.tosc.passes.lower;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Function;

/// How a kernel's product is cut, as text: the attribute `schedule` of a kernel function, which
/// `lower` takes for the model's choice where it can.
///
/// ```text
/// func @kernel(…) {kernel = true, schedule = "tile 12x2 depth 128 blocks 9x7 pack right", …}
/// ```
///
/// A text that is of another form, or that does not fit the product, is passed over: schedules come
/// from files that anybody may edit, and no schedule may make a kernel wrong.
public final class Schedule {
  /// The attribute of kernel functions.
  public static final String ATTRIBUTE = "schedule";

  private static final Pattern FORM =
      Pattern.compile(
          "tile (\\d{1,2})x(\\d) depth (\\d{1,6}) blocks (\\d{1,6})x(\\d{1,6})"
              + " pack (none|left|right|both)");

  private Schedule() {}

  /// A choice of sizes as text.
  public static String text(Tiling t) {
    String pack =
        t.packLeft() ? (t.packRight() ? "both" : "left") : t.packRight() ? "right" : "none";
    return String.format(
        Locale.ROOT,
        "tile %dx%d depth %d blocks %dx%d pack %s",
        t.rows(),
        t.vectors(),
        t.depth(),
        t.blockRows(),
        t.blockColumns(),
        pack);
  }

  /// The choice that a text says, or null where it is of another form.
  public static @Nullable Tiling parse(String text) {
    Matcher m = FORM.matcher(text);
    if (!m.matches()) {
      return null;
    }
    String pack = m.group(6);
    return new Tiling(
        Integer.parseInt(m.group(1)),
        Integer.parseInt(m.group(2)),
        Integer.parseInt(m.group(3)),
        Integer.parseInt(m.group(4)),
        Integer.parseInt(m.group(5)),
        pack.equals("left") || pack.equals("both"),
        pack.equals("right") || pack.equals("both"));
  }

  /// What a kernel asks for, if it fits; otherwise the model's choice.
  static Tiling of(Function kernel, Contraction product, Machine machine, Tiling model) {
    String asked = kernel.attributes().string(ATTRIBUTE, "");
    Tiling chosen = asked.isEmpty() ? null : parse(asked);
    return chosen != null && fits(chosen, product, machine) ? chosen : model;
  }

  /// Whether a product can be cut like that: sums, panel and an element of the left operand have
  /// registers, and columns that are no neighbours are copied.
  static boolean fits(Tiling t, Contraction product, Machine machine) {
    long vectors = Math.ceilDiv(product.columns().extent(), machine.lanes());
    boolean hasRegisters = t.rows() * t.vectors() + t.vectors() + 1 <= machine.registers();
    boolean isPositive =
        t.rows() > 0
            && t.vectors() > 0
            && t.depth() > 0
            && t.blockRows() > 0
            && t.blockColumns() > 0;
    boolean neighbours = product.columns().b() == 1 || product.columns().b() == 0;
    return isPositive && hasRegisters && t.vectors() <= vectors && (t.packRight() || neighbours);
  }
}
