package org.tosc.backends.machines.x86.cost;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tosc.backends.machines.x86.isa.Instruction;

/// The rows for Zen 5. The first pattern that a mnemonic matches is its row; a mnemonic that none
/// matches has no cost, and estimates say so.
final class Costs {
  private record Row(Pattern names, Cost cost) {}

  // measured: FMA peak of 289 GFLOP/s at latency 4, a chain of imul at the clock; others: published
  private static final List<Row> ROWS =
      List.of(
          row("vfn?m(add|sub).*|vfm(addsub|subadd).*", Unit.FMA, 1, 4, true),
          row("v?mul[ps][sd]", Unit.FMA, 1, 3, false),
          row("vdpbf16ps|vpdp(busd|wssd)s?", Unit.FMA, 1, 4, false),
          row("v?p(mull[wdq]|mulh.*|mulu?dq|madd.*)|vpmadd52.*", Unit.FMA, 1, 3, false),
          row("v?(add|sub|addsub)[ps][sd]", Unit.FLOAT_ADD, 1, 2, false),
          row(
              "v?(min|max|cmp|u?comi)[ps][sd]|v?cvt.*|v?round.*|vrndscale.*",
              Unit.FLOAT_ADD,
              1,
              3,
              false),
          row("v?div[ps]s", Unit.FMA, 5, 10, false),
          row("v?div[ps]d", Unit.FMA, 8, 13, false),
          row(
              "v?(perm|pshuf|shuf|unpck|punpck|palign|pack|insert|extract).*",
              Unit.SHUFFLE,
              1,
              2,
              false),
          row(
              "vp?(perm|broadcast|align|compress|expand|insert|extract).*",
              Unit.SHUFFLE,
              1,
              3,
              false),
          row(
              "v?mov(ap|up|dq|nt|ss|sd|d$|q$|ddup|s[lh]dup|[lh]).*|v?lddqu",
              Unit.VECTOR,
              1,
              1,
              false),
          row(
              "v?p(add|sub|and|or|xor|min|max|cmp|abs|avg|sl|sr|blend|ternlog|test).*",
              Unit.VECTOR,
              1,
              1,
              false),
          row("v?(and|andn|or|xor|blend)p[sd]|vblendv.*|vp?blendm.*", Unit.VECTOR, 1, 1, false),
          row("k.*", Unit.VECTOR, 1, 2, false),
          row("imul|mul|mulx", Unit.MULTIPLY, 1, 3, true),
          row("j.*|call|ret|loop.*", Unit.BRANCH, 1, 1, false),
          row("nop|endbr64|prefetch.*|vzeroupper", Unit.DISPATCH, 1, 0, false),
          row(
              "add|sub|adc|sbb|and|or|xor|cmp|test|inc|dec|neg|not|mov|movzx|movsxd?|lea|sh[lr]|sar"
                  + "|ro[lr]|rorx|sh[lr]x|sarx|set.*|cmov.*|bt.?|andn|bls.*|bzhi|popcnt|[tl]zcnt|push|pop",
              Unit.INTEGER,
              1,
              1,
              false));

  private Costs() {}

  private static Row row(String names, Unit unit, int uses, int latency, boolean measured) {
    return new Row(Pattern.compile(names), new Cost(unit, uses, latency, measured));
  }

  static Optional<Cost> of(Instruction i) {
    String name = i.mnemonic();
    return ROWS.stream()
        .filter(row -> row.names.matcher(name).matches())
        .map(Row::cost)
        .findFirst();
  }
}
