package org.tosc.backends.machines.x86.manual;

/// General-purpose instructions whose opcodes begin with `0F` (SDM volume 2, tables ),
/// and those with VEX prefixes.
final class IntegerRows0F {
  private IntegerRows0F() {}

  /// `0F`, `0F 38` (groups 6 to 9, 15, 16).
  static final String TWO_BYTES =
      """
      0F 05          syscall
      0F 0B          ud2
      0F 0D /1 m     prefetchw Mb
      0F 0D /2 m     prefetchwt1 Mb
      0F 0D /r m     prefetch Mb
      0F 18 /0 m     prefetchnta Mb
      0F 18 /1 m     prefetcht0 Mb
      0F 18 /2 m     prefetcht1 Mb
      0F 18 /3 m     prefetcht2 Mb
      0F 19 /r       nop Ev
      F3 0F 1E =FA   endbr64
      F3 0F 1E =FB   endbr32
      0F 1D /r       nop Ev
      0F 1F /r       nop Ev
      0F 31          rdtsc
      0F 01 =D0      xgetbv
      0F 01 =F9      rdtscp
      0F 40 +cc      cmovcc Gv,Ev
      0F 80 +cc      jcc Jz         f64 bnd
      0F 90 +cc /r   setcc Eb
      0F A2          cpuid
      0F A3 /r       bt Ev,Gv
      0F A4 /r       shld Ev,Gv,Ib
      0F A5 /r       shld Ev,Gv,CL
      0F AB /r       bts Ev,Gv      lock
      0F AC /r       shrd Ev,Gv,Ib
      0F AD /r       shrd Ev,Gv,CL
      NP 0F AE /2 m  ldmxcsr Md
      NP 0F AE /3 m  stmxcsr Md
      NP 0F AE /5 r  lfence
      NP 0F AE /6 r  mfence
      NP 0F AE /7 r  sfence
      NP 0F AE /7 m  clflush Mb
      66 0F AE /6 m  clwb Mb
      66 0F AE /7 m  clflushopt Mb
      0F AF /r       imul Gv,Ev
      0F B0 /r       cmpxchg Eb,Gb  lock
      0F B1 /r       cmpxchg Ev,Gv  lock
      0F B3 /r       btr Ev,Gv      lock
      0F B6 /r       movzx Gv,Eb
      0F B7 /r       movzx Gv,Ew
      F3 0F B8 /r    popcnt Gv,Ev
      0F BA /4       bt Ev,Ib
      0F BA /5       bts Ev,Ib      lock
      0F BA /6       btr Ev,Ib      lock
      0F BA /7       btc Ev,Ib      lock
      0F BB /r       btc Ev,Gv      lock
      F3 0F BC /r    tzcnt Gv,Ev
      NP 0F BC /r    bsf Gv,Ev
      66 0F BC /r    bsf Gv,Ev
      F3 0F BD /r    lzcnt Gv,Ev
      NP 0F BD /r    bsr Gv,Ev
      66 0F BD /r    bsr Gv,Ev
      0F BE /r       movsx Gv,Eb
      0F BF /r       movsx Gv,Ew
      0F C0 /r       xadd Eb,Gb     lock
      0F C1 /r       xadd Ev,Gv     lock
      NP 0F C3 /r    movnti My,Gy
      0F C7 /1 m W0  cmpxchg8b Mq   lock
      0F C7 /1 m W1  cmpxchg16b Mo  lock
      0F C8 +r       bswap Zv
      NP 0F38 F0 /r  movbe Gv,Mv
      66 0F38 F0 /r  movbe Gv,Mv
      NP 0F38 F1 /r  movbe Mv,Gv
      66 0F38 F1 /r  movbe Mv,Gv
      F2 0F38 F0 /r  crc32 Gy,Eb
      F2 0F38 F1 /r  crc32 Gy,Ev
      66 0F38 F6 /r  adcx Gy,Ey
      F3 0F38 F6 /r  adox Gy,Ey
      """;

  /// BMI1 and BMI2.
  static final String VEX =
      """
      VEX.LZ.NP.0F38 F2 /r  andn Gy,By,Ey
      VEX.LZ.NP.0F38 F3 /1  blsr By,Ey
      VEX.LZ.NP.0F38 F3 /2  blsmsk By,Ey
      VEX.LZ.NP.0F38 F3 /3  blsi By,Ey
      VEX.LZ.NP.0F38 F5 /r  bzhi Gy,Ey,By
      VEX.LZ.F3.0F38 F5 /r  pext Gy,By,Ey
      VEX.LZ.F2.0F38 F5 /r  pdep Gy,By,Ey
      VEX.LZ.F2.0F38 F6 /r  mulx Gy,By,Ey
      VEX.LZ.NP.0F38 F7 /r  bextr Gy,Ey,By
      VEX.LZ.F3.0F38 F7 /r  sarx Gy,Ey,By
      VEX.LZ.66.0F38 F7 /r  shlx Gy,Ey,By
      VEX.LZ.F2.0F38 F7 /r  shrx Gy,Ey,By
      VEX.LZ.F2.0F3A F0 /r  rorx Gy,Ey,Ib
      """;
}
