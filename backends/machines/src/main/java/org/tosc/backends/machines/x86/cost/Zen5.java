package org.tosc.backends.machines.x86.cost;

import org.tosc.backends.machines.x86.cost.Core.Limits;

/// Zen 5 as in EPYC 9005 (Turin), with vectors of 512 bits at full width.
///
/// Measured on one: two FMAs of any width in a cycle, 4 cycles long, two `vdpbf16ps`, `vpdpbusd`,
/// two loads and one store of 64 bytes, products of 3 cycles. Pipes, sizes and what was not
/// measured: AMD 58455 (software optimization guide for Zen 5), 2.9 to 2.12, as LLVM's
/// `X86ScheduleZnver5.td` and OSACA's `zen5.yml` have it; comparisons into masks and how late a
/// stored value is loaded again are guesses within what these say of their like. Pipes `0` to `3`
/// are those of vectors, `a` to `f` those of general registers, `m` to `p` those of memory, `s` and
/// `t` write, `D` is the divider.
final class Zen5 {
  private static final String ROWS =
      """
      load   gk    mnop  4
      load   xyz   mn    7
      forward  *   -     7
      store  z     mnop+s+t  1
      store  *     mnop+st   1

      # moves
      v?mov(ap|up|dqa|dqu)[a-z0-9]*  r{   0123 2
      v?mov(ap|up|dqa|dqu)[a-z0-9]*  r    -    0
      v?mov(ap|up|dqa|dqu)[a-z0-9]*  m{   -    0
      v?mov(ap|up|dqa|dqu|ntp|ntdq)[a-z0-9]*  ms   -  0
      v?mov(ss|sd|q|d)   xms  -    0
      v?mov(ss|sd)       r    0123 2
      v?mov[dq]          xr   st   1
      v?lddqu            m    -    0
      v?(mov(s[lh]|d)dup|p?broadcast[a-z0-9]*)  ms  -  0
      vbroadcast[a-z0-9]*|vpbroadcast[a-z0-9]*  r   12 3

      # floats
      v?(add|sub)[ps][sd]  *   23   2
      v?mul[ps][sd]        *   01   3
      vf(n?m(add|sub)|maddsub|msubadd)(132|213|231)[ps][sd]  *  01  4
      v?(min|max)[ps][sd]|vrange[ps][sd]   *   01   2
      vcmp[a-z_]*[ps][sd]|v?cmp[ps][sd]    *   01   4
      vrndscale[ps][sd]|v?round[ps][sd]    *   23   3
      v(scalef|getexp|getmant|reduce)[ps][sd]  *  23  3
      vfixupimm[ps][sd]    *   01   3
      vdivps  z  1+D*6    10
      v?div[ps]s  xy  1+D*3  10
      vdivpd  z  1+D*10   13
      v?div[ps]d  xy  1+D*5  13
      vsqrtps  z  1+D*10  14
      v?sqrt[ps]s  xy  1+D*5  14
      vsqrtpd  z  1+D*17  20
      v?sqrt[ps]d  xy  1+D*9  20
      v(rcp|rsqrt)14[ps][sd]|v?(rcp|rsqrt)[ps]s  *  01  5

      # conversions
      v?cvt(t?ps2u?dq|u?dq2ps)  *   23   3
      vcvtph2ps   z  23  6
      vcvtph2ps   xy 23  5
      vcvtps2ph   z  23  7
      vcvtps2ph   xy 23  5
      vcvtne2?ps2bf16  *  23  5
      v?cvt[a-z0-9]*   *  23  5

      # whole numbers and bits
      v?p(add|sub|abs|min|max|avg)[a-z]*                     *   0123 2
      v?p?(and|andn|or|xor)[dqp]?[sd]?|vpternlog[dq]         *   0123 2
      vp?blendm?[a-z]*|v?p?blend[a-z]*                       *   0123 2
      vpcmp[a-z_]*|vp?test(n?m)[bwdq]                        *   01   4
      v?p(s(ll|rl|ra)v?[wdq]|ro[lr]v?[dq])                   *   12   2
      v?pmul[a-z]*|v?pmadd[a-z0-9]*                          *   01   3
      vpdp(busd|wssd)s?|vdpbf16ps                            *   01   4

      # shuffles
      vpmov[a-z0-9]*         *   12  4
      vp?mov[sz]x[bwdq]+     *   12  4
      vextract[a-z0-9]*|vinsert[a-z0-9]*|vshuf[fi][a-z0-9]*  *  0  4
      vperm[a-z0-9]*|vp?align[dq]  z   12  5
      vperm[a-z0-9]*|vp?align[dq]  xy  12  4
      v?p?(shuf|unpck|align|pack|punpck|insr|extr|expand|compress)[a-z]*  *  12  2
      v?mov(s[lh]dup|ddup|hlps|lhps)    *  12  2

      # masks
      kmov[bwdq]   kr   0    1
      kmov[bwdq]   kms  -    0
      k[a-z]*      k    03   1

      # general registers; copies are done away with by renaming
      mov.copy         g   -       0
      imul|mulx?       g   abc     3
      lea.scaled       g   abcdef  2
      sh[lr]|sar|ro[lr]|rorx|sh[lr]x|sarx|bt|bzhi|bextr  g  abc  1
      [tl]zcnt|bs[fr]  g   abc     2
      mov|movzx|movsxd?  gms  -  0
      (mov|movzx|movsxd?|add|sub|and|or|xor|cmp|test|inc|dec|neg|not|lea|adc|sbb|adcx|adox)  g  abcdef  1
      cmov[a-z]*|set[a-z]*|popcnt|andn|bls.*|cdq|cqo|cdqe  g  abcdef  1
      idiv|div         g   d*10    18
      j[a-z]*|call|ret g   def     1
      nop|endbr64|vzeroupper|prefetch[a-z0-9]*  *  -  0
      push|pop         g   -       1
      """;

  private Zen5() {}

  static final Core CORE =
      new Core("zen5", "0123abcdefmnopstD", new Limits(8, 8, 448, "", "", false))
          .queue("0123", 114)
          .queue("abcdef", 88)
          .queue("mnop", 56)
          .rows(ROWS);
}
