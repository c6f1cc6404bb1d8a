package org.tosc.backends.machines.x86.cost;

import org.tosc.backends.machines.x86.cost.Core.Limits;

/// A core with AVX2 and FMA and nothing of AVX-512, as most desktops of ten years have one: the
/// ports and latencies of Skylake (Intel optimization manual, 2.6; Fog, instruction tables; LLVM's
/// `X86SchedSkylakeClient.td`). `D` is the divider.
final class GenericAvx2 {
  private static final String ROWS =
      """
      load   g    23   5
      load   xy   23   7
      forward  g   -  4
      forward  xy  -  6
      store  *    237+4  1

      # moves
      v?mov(ap|up|dqa|dqu)[a-z0-9]*  r    -    0
      v?mov(ap|up|dqa|dqu|ntp|ntdq)[a-z0-9]*  ms   -  0
      v?mov(ss|sd|q|d)   xms  -   0
      v?mov(ss|sd)       r    5   1
      v?mov[dq]          xr   5   2
      v?lddqu            m    -   0
      v?(mov(s[lh]|d)dup|p?broadcast[dq]|broadcast[a-z0-9]*)  ms  -  0
      vbroadcast[a-z0-9]*|vpbroadcast[a-z0-9]*  *   5   3
      vp?maskmov[a-z]*   m    015 1
      vp?maskmov[a-z]*   s    0   1

      # floats
      v?(add|sub|mul)[ps][sd]  *   01   4
      vf(n?m(add|sub)|maddsub|msubadd)(132|213|231)[ps][sd]  *  01  4
      v?(min|max)[ps][sd]|v?cmp[a-z_]*[ps][sd]  *   01   4
      v?round[ps][sd]      *   2*01   8
      vdivps  y  0+D*5     11
      v?div[ps]s  x  0+D*3  11
      vdivpd  y  0+D*8     13
      v?div[ps]d  x  0+D*4  13
      vsqrtps  y  0+D*6    12
      v?sqrt[ps]s  x  0+D*3  12
      vsqrtpd  y  0+D*12   18
      v?sqrt[ps]d  x  0+D*6  18
      v?(rcp|rsqrt)[ps]s   *   0   4

      # conversions
      v?cvt(t?ps2dq|dq2ps)       *   01    4
      vcvt(ph2ps|ps2pd|dq2pd)    ym  01    4
      vcvt(ph2ps|ps2pd|dq2pd)    *   01+5  7
      v?cvt[a-z0-9]*             *   01+5  7

      # whole numbers and bits
      v?p(add|sub)[bwdq]|v?pabs[bwd]                 *   015  1
      v?p(min|max)[su][bwd]|v?pavg[bw]|v?pcmp[a-z]*  *   01   1
      v?p?(and|andn|or|xor)[dqp]?[sd]?               *   015  1
      v?p?blendv[a-z]*                               *   2*015  2
      v?p?blend[a-z]*                                *   015  1
      vpsllv[dq]|vpsrlv[dq]|vpsravd|v?ps(ll|rl|ra)[wdq]  *  01  1
      v?pmulld                                       *   2*01   10
      v?pmul[a-z]*|v?pmadd[a-z0-9]*                  *   01   5

      # shuffles: those that stay in lanes of 128 bits, and those that cross
      vpermilp[sd]|v?pshuf[bdhlw]+|v?(punpck|unpck)[a-z]*|v?shufp[sd]|v?mov(s[lh]dup|ddup)|v?palignr|v?pack[a-z]*  *  5  1
      v?pmov[sz]x[bwdq]+  x   5  1
      v?pmov[sz]x[bwdq]+  y   5  3
      vperm[a-z0-9]*|vextract[fi]128|vinsert[fi]128  rm  5  3
      vextract[fi]128     s   -  0
      v?p?(extr|insr|insert|extract)[a-z]*  *  2*5  3
      v?movmskp[sd]|v?pmovmskb              *  0    3

      # general registers; copies are done away with by renaming
      mov.copy         g   -     0
      imul|mulx?       g   1     3
      lea.scaled       g   1     3
      cmov[a-z]*|set[a-z]*|adc|sbb|adcx|adox  g  06  1
      sh[lr]|sar|ro[lr]|rorx|sh[lr]x|sarx|bt  g  06  1
      popcnt|[tl]zcnt|bs[fr]|sh[lr]d          g  1   3
      andn|bls.*|bzhi|bextr                   g  15  1
      lea              g   15    1
      mov|movzx|movsxd?  gms  -  0
      (mov|movzx|movsxd?|add|sub|and|or|xor|cmp|test|inc|dec|neg|not|cdq|cqo|cdqe)  g  0156  1
      idiv|div         g   4*0   26
      j[a-z]*|call|ret g   6     1
      nop|endbr64|vzeroupper|prefetch[a-z0-9]*  *  -  0
      push|pop         g   -     1
      """;

  private GenericAvx2() {}

  static final Core CORE =
      new Core("generic-avx2", "01562374D", new Limits(4, 4, 224, "", "", true))
          .queue("01562374", 97)
          .rows(ROWS);
}
