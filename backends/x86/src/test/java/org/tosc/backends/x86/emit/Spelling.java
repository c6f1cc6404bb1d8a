package org.tosc.backends.x86.emit;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Instructions as `objdump -M intel` and as our listing spell them, in one spelling. All
/// differences between the two are here:
///
/// | objdump | listing | here |
/// |---|---|---|
/// | blanks after a comma: none | one | none |
/// | numbers in hexadecimal, two's complement | decimal, signed | decimal, signed in 32 bits |
/// | `XMMWORD PTR` | `xmmword ptr` | `xmmword ptr` |
/// | `DWORD BCST [rdi]` | `dword ptr [rdi]{1to16}` | `dword ptr [rdi]{bcst}` |
/// | `[rip+0x1f8]        # 0x200` | `[rip+.L3]` | `[512]` |
/// | `jl 0x40` | `jl .L3` | `jl 64` |
/// | `vcmpltps k1,…` | `vcmpps k1,…, 1` | `vcmpps k1,…,1` |
/// | `[rbp+r11*1+0x0]`, which needs a displacement | `[rbp+r11*1]` | `[rbp+r11*1]` |
/// | conditions `e`, `ne` | `z`, `nz` | `e`, `ne` |
/// | `prefetcht0 BYTE PTR [rdi]`, which reads no byte | `prefetcht0 [rdi]` | `prefetcht0 [rdi]` |
/// | `nop …`, `xchg ax,ax`, `cs nop …` | `nop` | `nop` |
final class Spelling {
  private static final Pattern HEX = Pattern.compile("(?<![a-z0-9.])0x([0-9a-f]+)");
  private static final Pattern RELATIVE = Pattern.compile("\\[rip[+-][^]]*](.*?) *# (\\d+).*");
  private static final Pattern BROADCAST = Pattern.compile(" bcst (\\[[^]]*])");
  private static final Pattern COMPARE =
      Pattern.compile("v(p?)cmp([a-z_]+?)(ps|pd|ss|sd|u?[bwdq])(?= )");

  /// Predicates of comparisons of floats by their numbers (Intel SDM volume 2, CMPPS, table 3-2).
  private static final List<String> FLOATS =
      List.of(
          "eq",
          "lt",
          "le",
          "unord",
          "neq",
          "nlt",
          "nle",
          "ord",
          "eq_uq",
          "nge",
          "ngt",
          "false",
          "neq_oq",
          "ge",
          "gt",
          "true",
          "eq_os",
          "lt_oq",
          "le_oq",
          "unord_s",
          "neq_us",
          "nlt_uq",
          "nle_uq",
          "ord_s",
          "eq_us",
          "nge_uq",
          "ngt_uq",
          "false_os",
          "neq_os",
          "ge_oq",
          "gt_oq",
          "true_us");

  /// Those of integers (VPCMPD).
  private static final List<String> INTEGERS =
      List.of("eq", "lt", "le", "false", "neq", "nlt", "nle", "true");

  private Spelling() {}

  static String ofObjdump(String text) {
    String t = text.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    if (t.matches("(data16 |cs )*nop.*") || t.equals("xchg ax,ax")) {
      return "nop";
    }
    t =
        HEX.matcher(t)
            .replaceAll(m -> Integer.toString((int) Long.parseUnsignedLong(m.group(1), 16)));
    t = t.replace("+0]", "]").replaceAll("^(prefetch\\w*) byte ptr ", "$1 ");
    Matcher relative = RELATIVE.matcher(t);
    if (relative.find()) {
      t = t.substring(0, relative.start()) + "[" + relative.group(2) + "]" + relative.group(1);
    }
    t = BROADCAST.matcher(t).replaceAll(" ptr $1{bcst}");
    return comparison(t).strip();
  }

  private static String comparison(String t) {
    Matcher m = COMPARE.matcher(t);
    if (!m.lookingAt()) {
      return t;
    }
    boolean isFloat = m.group(1).isEmpty();
    if (!isFloat && !t.startsWith(" k", m.end())) {
      return t; // into a vector, `vpcmpeqd` has no number
    }
    int number = (isFloat ? FLOATS : INTEGERS).indexOf(m.group(2));
    return number < 0
        ? t
        : "v" + m.group(1) + "cmp" + m.group(3) + t.substring(m.end()) + "," + number;
  }

  /// @param labels where labels and functions are
  static String ofListing(String text, Map<String, Integer> labels) {
    String t = text.replace(", ", ",").replaceAll("\\{1to\\d+}", "{bcst}");
    t =
        Pattern.compile("\\[rip\\+(\\.L\\d+)]")
            .matcher(t)
            .replaceAll(m -> "[" + at(m, labels) + "]");
    t = t.replaceAll("^(j|set|cmov)(n?)z ", "$1$2e ");
    Matcher jump = Pattern.compile("^(j\\w+|call) (\\S+)$").matcher(t);
    return jump.matches() && labels.containsKey(jump.group(2))
        ? jump.group(1) + " " + labels.get(jump.group(2))
        : t;
  }

  private static String at(MatchResult match, Map<String, Integer> labels) {
    return String.valueOf(labels.get(match.group(1)));
  }
}
