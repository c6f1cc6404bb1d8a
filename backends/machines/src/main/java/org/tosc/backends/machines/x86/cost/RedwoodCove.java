package org.tosc.backends.machines.x86.cost;

import org.tosc.backends.machines.x86.cost.Core.Limits;

/// Redwood Cove as in Xeon 6 (Granite Rapids): Golden Cove with products of 3 cycles.
///
/// Ports and sizes: Intel optimization manual, Golden Cove microarchitecture; LLVM's
/// `X86SchedSapphireRapids.td`; OSACA's `spr.yml`. Port `A` is the one with the number 10, `D` the
/// divider, `W` what writes cache lines. Works and latencies are those that `InstructionFacts`
/// (tests of `driver`) measures on such a machine, each alone and beside instructions of one port;
/// where they differ from Golden Cove's published ones, a remark says so. Chains of sums and
/// products of 512 bits take 3.5 cycles each, those of 256 bits 2 and 3; that it is the port that
/// decides, 3 cycles where the unit of 256 bits is and 4 on the other, is inferred.
final class RedwoodCove {
  private static final String ROWS =
      """
      load   g   23   5    # published: a third on port 11, of at most 32 bytes; measured: two
      load   k   23   5
      load   xy  23   7
      load   z   23   8
      forward  gk   -  0   # renaming does it
      forward  xyz  -  6
      store  z   78+4+9+W  1
      store  *   78+49+W   1

      # moves, which renaming does away with
      v?mov(ap|up|dqa|dqu)[a-z0-9]*  r{   05   1
      v?mov(ap|up|dqa|dqu)[a-z0-9]*  xyr  -    0
      v?mov(ap|up|dqa|dqu)[a-z0-9]*  zr   -    0
      v?mov(ap|up|dqa|dqu)[a-z0-9]*  zm{  05   1
      v?mov(ap|up|dqa|dqu)[a-z0-9]*  xym{ 015  1
      v?mov(ap|up|dqa|dqu|ntp|ntdq)[a-z0-9]*  ms   -  0
      v?mov(ss|sd|q|d)   xms  -   0
      v?mov(ss|sd)       r    015 1
      v?mov[dq]          xr   5   3
      v?lddqu            m    -   0
      v?(mov(s[lh]|d)dup|p?broadcast[a-z0-9]*)  ms  -  0
      vbroadcast[a-z0-9]*|vpbroadcast[a-z0-9]*  r   5  3

      # floats
      v(add|sub)[ps][sd]   z    05   0:4,5:3~2
            v?(add|sub)[ps][sd]  xy   15   3~2
      v?mul[ps][sd]        z    05   0:3,5:4   # Golden Cove: 4
      v?mul[ps][sd]        xy   01   3     # Golden Cove: 4
      vf(n?m(add|sub)|maddsub|msubadd)(132|213|231)[ps][sd]  z   05  4
      vf(n?m(add|sub)|maddsub|msubadd)(132|213|231)[ps][sd]  xy  01  4
      v?(min|max)[ps][sd]|vrange[ps][sd]  z   05  4
      v?(min|max)[ps][sd]|vrange[ps][sd]  xy  01  4
      vcmp[a-z_]*[ps][sd]  *       5   3
      vrndscale[ps][sd]|v?round[ps][sd]  z   2*05  8
      vrndscale[ps][sd]|v?round[ps][sd]  xy  2*01  8
      v(scalef|getexp|getmant|reduce|fixupimm)[ps][sd]  z   05  4
      v(scalef|getexp|getmant|reduce|fixupimm)[ps][sd]  xy  01  4
      vdivps  z  2*0+05+D*10  17
      vdivps  y  0+D*5     11
      v?div[ps]s  x  0+D*3  11
      vdivpd  z  2*0+05+D*16  22
      vdivpd  y  0+D*8     13
      v?div[ps]d  x  0+D*4  13
      vsqrtps  z  2*0+05+D*12  19
      vsqrtps  y  0+D*6    12
      v?sqrt[ps]s  x  0+D*3  12
      v?sqrt[ps]d  x  0+D*5  18
      v(rcp|rsqrt)14ps  z  2*0+05  6
      v(rcp|rsqrt)14[ps]s  xy  0   4

      # conversions
      v?cvt(t?ps2u?dq|u?dq2ps)  z   05  4
      v?cvt(t?ps2u?dq|u?dq2ps)  xy  01  4
      vcvt(ph2ps|ps2pd|dq2pd)   z  0+5  8
      vcvt(ph2ps|ps2pd|dq2pd)   ym 01  4
      vcvt(ph2ps|ps2pd|dq2pd)   xy 01+5  6
      vcvtps2ph  zs  05  8
      vcvt(ps2ph|pd2ps|t?pd2dq)  z   0+5   8
      vcvt(ps2ph|pd2ps|t?pd2dq)  xy  01+5  6
      v?cvt(si2s[sd]|usi2s[sd])  x  01+5  7
      v?cvtt?s[sd]2u?si          *  0+01  7
      v?cvts[sd]2s[sd]           x  01+5  5
      vcvtne2?ps2bf16            z  2*0   9

      # whole numbers and bits
      vp(add|sub)[bwdq]|vpabs[bwd]|vp(min|max)[su][bwd]|vpavg[bw]  z   05   1
      vp?(and|andn|or|xor)[dqp]?[sd]?|vpternlog[dq]                z   05   1
      vp?blendm?[a-z]*|vblendm?p[sd]                               z   05   1
      v?p(add|sub)[bwdq]|v?pabs[bwd]                               xy  015  1
      v?p(min|max)[su][bwd]|v?pavg[bw]                             xy  01   1
      v?p?(and|andn|or|xor)[dqp]?[sd]?|vpternlog[dq]               xy  015  1
      vp?blend(m|v)?[a-z]*                                         xy  015  1
      vpcmp[a-z_]*                                                 *   5    3
      vp?test(n?m)[bwdq]                                           *   5    3
      vpsllv[dq]|vpsrlv[dq]|vpsrav[dq]|vpro[lr]v?[dq]              z   0    1
      vpsllv[dq]|vpsrlv[dq]|vpsrav[dq]|vpro[lr]v?[dq]              xy  01   1
      vps(ll|rl|ra)[wdq]    zr    0    1
      vps(ll|rl|ra)[wdq]    xy    01   1
      vpmulld               z     2*05   10
      vpmulld               xy    2*01   10
      vpmul[a-z]*|vpmadd[a-z0-9]*   z   05  5
      vpmul[a-z]*|vpmadd[a-z0-9]*   xy  01  5
      vpdp(busd|wssd)s?     z     05   5
      vpdp(busd|wssd)s?     xy    01   5
      vdpbf16ps             z     2*05  8

      # shuffles: those that stay in lanes of 128 bits, and those that cross
      vpermilp[sd]|v?pshuf[bdhlw]+|v?(punpck|unpck)[a-z]*|vshufp[sd]|v?mov(s[lh]dup|ddup)|v?palignr  z   5   1
      vpermilp[sd]|v?pshuf[bdhlw]+|v?(punpck|unpck)[a-z]*|v?shufp[sd]|v?mov(s[lh]dup|ddup)|v?palignr xy  5   1
      vpmov([qdw][bwd]|us[qdw][bwd]|s[qdw][bwd])   zs  2*5  4
      vpmov([qdw][bwd]|us[qdw][bwd]|s[qdw][bwd])   *   2*5  4
      vp?mov[sz]x[bwdq]+    *   5  3
      v?pack[us]s[a-z]*     *   5  3
      vperm[a-z0-9]*|vp?align[dq]|v(shuf|extract|insert)[fi][a-z0-9]*|vp?compress[a-z]*|vp?expand[a-z]*   rm  5  3
      vextract[fi][a-z0-9]* s   5  3
      v?p?(extr|insr|insert|extract)[a-z]*  *  5+0  4

      # masks
      kmov[bwdq]   kr   5   3
      kmov[bwdq]   kms  -   0
      kshift[a-z]*|kadd[bwdq]|kunpck[a-z]*  k  5  4
      k[a-z]*      k    0   1

      # general registers; renaming adds constants and copies
      (add|sub|inc|dec|lea).constant|mov.copy  g  -  0
      lea.scaled         g   15A    2
      imul|mulx?       g   1   3
      cmov[a-z]*|set[a-z]*|adc|sbb|adcx|adox  g   06  1
      sh[lr]|sar|ro[lr]|rorx|sh[lr]x|sarx|bt  g   06  1
      popcnt|[tl]zcnt|bs[fr]|sh[lr]d          g   1   3
      andn|bls.*|bzhi|bextr                   g   15A 1
      mov|movzx|movsxd?  gm  -  0
      mov                gs  -  0
      mov|movsxd?|movzx  g  0156A  1
      add|sub|and|or|xor|cmp|test|inc|dec|neg|not  g  0156A  1
      lea                g  0156A  1
      cdq|cqo|cdqe       g  06     1
      idiv|div           g  3*1    18
      j[a-z]*|call|ret   g  06     1
      nop|endbr64|vzeroupper|prefetch[a-z0-9]*  *  -  0
      push|pop           g  -  1
      """;

  private RedwoodCove() {}

  static final Core CORE =
      new Core("redwood-cove", "0156A237849DW", new Limits(6, 8, 512, "1", "W", true))
          .queue("0156A", 97)
          .queue("23", 70)
          .queue("7849", 38)
          .rows(ROWS);
}
