package org.tosc.backends.machines.x86.manual;

/// What is defined but not in this model: x87, MMX, system instructions, extensions that compilers
/// do not emit unasked. Decoding one gives a fault that says so.
final class UnmodelledRows {
  private UnmodelledRows() {}

  /// Opcodes (SDM volume 2, tables ).
  static final String ROWS =
      """
      6C          insb                          unmodelled
      6D          insd                          unmodelled
      6E          outsb                         unmodelled
      6F          outsd                         unmodelled
      8C /r       mov Ev,Sw                     unmodelled
      8E /r       mov Sw,Ew                     unmodelled
      9B          fwait                         unmodelled
      CA          retf                          unmodelled
      CB          retf                          unmodelled
      CF          iret                          unmodelled
      D7          xlat                          unmodelled
      D8 /r       x87                           unmodelled
      D9 /r       x87                           unmodelled
      DA /r       x87                           unmodelled
      DB /r       x87                           unmodelled
      DC /r       x87                           unmodelled
      DD /r       x87                           unmodelled
      DE /r       x87                           unmodelled
      DF /r       x87                           unmodelled
      E4          in                            unmodelled
      E5          in                            unmodelled
      E6          out                           unmodelled
      E7          out                           unmodelled
      EC          in                            unmodelled
      ED          in                            unmodelled
      EE          out                           unmodelled
      EF          out                           unmodelled
      F1          int1                          unmodelled
      F4          hlt                           unmodelled
      FA          cli                           unmodelled
      FB          sti                           unmodelled
      C6 =F8      xabort                        unmodelled
      C7 =F8      xbegin                        unmodelled
      FF /3 m     call far                      unmodelled
      FF /5 m     jmp far                       unmodelled
      0F 00 /r    system                        unmodelled
      0F 01 /r    system                        unmodelled
      0F 02 /r    lar                           unmodelled
      0F 03 /r    lsl                           unmodelled
      0F 06       clts                          unmodelled
      0F 07       sysret                        unmodelled
      0F 08       invd                          unmodelled
      0F 09       wbinvd                        unmodelled
      0F 0E       femms                         unmodelled
      0F 0F /r    3dnow                         unmodelled
      0F 1A /r    bnd                           unmodelled
      0F 1B /r    bnd                           unmodelled
      0F 1C /r    cldemote                      unmodelled
      0F 1E /r    rdssp                         unmodelled
      0F 20 /r    mov cr                        unmodelled
      0F 21 /r    mov dr                        unmodelled
      0F 22 /r    mov cr                        unmodelled
      0F 23 /r    mov dr                        unmodelled
      0F 24 /r    mov tr                        unmodelled
      0F 26 /r    mov tr                        unmodelled
      0F 30       wrmsr                         unmodelled
      0F 32       rdmsr                         unmodelled
      0F 33       rdpmc                         unmodelled
      0F 34       sysenter                      unmodelled
      0F 35       sysexit                       unmodelled
      0F 37       getsec                        unmodelled
      0F 78 /r    vmread                        unmodelled
      0F 79 /r    vmwrite                       unmodelled
      0F A0       push fs                       unmodelled
      0F A1       pop fs                        unmodelled
      0F A6 /r    padlock                       unmodelled
      0F A7 /r    padlock                       unmodelled
      0F A8       push gs                       unmodelled
      0F A9       pop gs                        unmodelled
      0F AA       rsm                           unmodelled
      0F AE /r    state                         unmodelled
      0F B2 /r    lss                           unmodelled
      0F B4 /r    lfs                           unmodelled
      0F B5 /r    lgs                           unmodelled
      0F B8       jmpe                          unmodelled
      0F B9 /r    ud1                           unmodelled
      0F C7 /r    state, rdrand, rdseed, rdpid  unmodelled
      0F FF /r    ud0                           unmodelled
      0F38 80 /r  invept                        unmodelled
      0F38 81 /r  invvpid                       unmodelled
      0F38 82 /r  invpcid                       unmodelled
      0F38 F5 /r  wruss                         unmodelled
      0F38 F6 /r  wrss                          unmodelled
      0F38 F8 /r  movdir64b, enqcmd             unmodelled
      0F38 F9 /r  movdiri                       unmodelled
      0F38 FA /r  key locker                    unmodelled
      0F38 FB /r  key locker                    unmodelled
      0F38 FC /r  raoint                        unmodelled
      0F38 DB /r  key locker                    unmodelled
      0F 18 /r   reserved nop  unmodelled
      VEX.NP.0F38 50 /r  vnni-int8  unmodelled
      VEX.F3.0F38 50 /r  vnni-int8  unmodelled
      VEX.F2.0F38 50 /r  vnni-int8  unmodelled
      VEX.NP.0F38 51 /r  vnni-int8  unmodelled
      VEX.F3.0F38 51 /r  vnni-int8  unmodelled
      VEX.F2.0F38 51 /r  vnni-int8  unmodelled
      VEX.NP.0F38 D2 /r  vnni-int16  unmodelled
      VEX.66.0F38 D2 /r  vnni-int16  unmodelled
      VEX.F3.0F38 D2 /r  vnni-int16  unmodelled
      VEX.NP.0F38 D3 /r  vnni-int16  unmodelled
      VEX.66.0F38 D3 /r  vnni-int16  unmodelled
      VEX.F3.0F38 D3 /r  vnni-int16  unmodelled
      VEX.NP.0F38.W0 B0 /r  ne-convert  unmodelled
      VEX.66.0F38.W0 B0 /r  ne-convert  unmodelled
      VEX.F3.0F38.W0 B0 /r  ne-convert  unmodelled
      VEX.F2.0F38.W0 B0 /r  ne-convert  unmodelled
      VEX.66.0F38.W0 B1 /r  ne-convert  unmodelled
      VEX.F3.0F38.W0 B1 /r  ne-convert  unmodelled
      VEX.66.0F38.W1 B4 /r  avx-ifma  unmodelled
      VEX.66.0F38.W1 B5 /r  avx-ifma  unmodelled
      VEX.F3.0F38.W0 72 /r  ne-convert  unmodelled
      VEX.128.66.0F38 E0 /r m  cmpccxadd  unmodelled
      VEX.128.66.0F38 E1 /r m  cmpccxadd  unmodelled
      VEX.128.66.0F38 E2 /r m  cmpccxadd  unmodelled
      VEX.128.66.0F38 E3 /r m  cmpccxadd  unmodelled
      VEX.128.66.0F38 E4 /r m  cmpccxadd  unmodelled
      VEX.128.66.0F38 E5 /r m  cmpccxadd  unmodelled
      VEX.128.66.0F38 E6 /r m  cmpccxadd  unmodelled
      VEX.128.66.0F38 E7 /r m  cmpccxadd  unmodelled
      VEX.128.66.0F38 E8 /r m  cmpccxadd  unmodelled
      VEX.128.66.0F38 E9 /r m  cmpccxadd  unmodelled
      VEX.128.66.0F38 EA /r m  cmpccxadd  unmodelled
      VEX.128.66.0F38 EB /r m  cmpccxadd  unmodelled
      VEX.128.66.0F38 EC /r m  cmpccxadd  unmodelled
      VEX.128.66.0F38 ED /r m  cmpccxadd  unmodelled
      VEX.128.66.0F38 EE /r m  cmpccxadd  unmodelled
      VEX.128.66.0F38 EF /r m  cmpccxadd  unmodelled
      VEX.66.0F3A 5C /r  fma4, xop  unmodelled
      VEX.66.0F3A 5D /r  fma4, xop  unmodelled
      VEX.66.0F3A 5E /r  fma4, xop  unmodelled
      VEX.66.0F3A 5F /r  fma4, xop  unmodelled
      VEX.66.0F3A 68 /r  fma4, xop  unmodelled
      VEX.66.0F3A 69 /r  fma4, xop  unmodelled
      VEX.66.0F3A 6A /r  fma4, xop  unmodelled
      VEX.66.0F3A 6B /r  fma4, xop  unmodelled
      VEX.66.0F3A 6C /r  fma4, xop  unmodelled
      VEX.66.0F3A 6D /r  fma4, xop  unmodelled
      VEX.66.0F3A 6E /r  fma4, xop  unmodelled
      VEX.66.0F3A 6F /r  fma4, xop  unmodelled
      VEX.66.0F3A 78 /r  fma4, xop  unmodelled
      VEX.66.0F3A 79 /r  fma4, xop  unmodelled
      VEX.66.0F3A 7A /r  fma4, xop  unmodelled
      VEX.66.0F3A 7B /r  fma4, xop  unmodelled
      VEX.66.0F3A 7C /r  fma4, xop  unmodelled
      VEX.66.0F3A 7D /r  fma4, xop  unmodelled
      VEX.66.0F3A 7E /r  fma4, xop  unmodelled
      VEX.66.0F3A 7F /r  fma4, xop  unmodelled
      VEX.66.0F3A 48 /r  fma4, xop  unmodelled
      VEX.66.0F3A 49 /r  fma4, xop  unmodelled
      EVEX.F2.0F38 9A /r  4fmaps  unmodelled
      EVEX.F2.0F38 9B /r  4fmaps  unmodelled
      EVEX.F2.0F38 AA /r  4fmaps  unmodelled
      EVEX.F2.0F38 AB /r  4fmaps  unmodelled
      EVEX.F2.0F38 52 /r  4vnniw  unmodelled
      EVEX.F2.0F38 53 /r  4vnniw  unmodelled
      EVEX.F2.0F38.W0 68 /r  vp2intersect  unmodelled
      EVEX.F2.0F38.W1 68 /r  vp2intersect  unmodelled
      EVEX.66.0F38 C8 /r  avx512er, avx512pf  unmodelled
      EVEX.66.0F38 CA /r  avx512er, avx512pf  unmodelled
      EVEX.66.0F38 CB /r  avx512er, avx512pf  unmodelled
      EVEX.66.0F38 CC /r  avx512er, avx512pf  unmodelled
      EVEX.66.0F38 CD /r  avx512er, avx512pf  unmodelled
      EVEX.66.0F38 C6 /r  avx512er, avx512pf  unmodelled
      EVEX.66.0F38 C7 /r  avx512er, avx512pf  unmodelled
      EVEX.NP.0F3A.W0 08 /r  avx512fp16  unmodelled
      EVEX.NP.0F3A.W0 0A /r  avx512fp16  unmodelled
      EVEX.NP.0F3A.W0 26 /r  avx512fp16  unmodelled
      EVEX.NP.0F3A.W0 27 /r  avx512fp16  unmodelled
      EVEX.NP.0F3A.W0 56 /r  avx512fp16  unmodelled
      EVEX.NP.0F3A.W0 57 /r  avx512fp16  unmodelled
      EVEX.NP.0F3A.W0 66 /r  avx512fp16  unmodelled
      EVEX.NP.0F3A.W0 67 /r  avx512fp16  unmodelled
      EVEX.NP.0F3A.W0 C2 /r  avx512fp16  unmodelled
      EVEX.F3.0F3A.W0 C2 /r  avx512fp16  unmodelled
      EVEX.NP.0F38.W0 50 /r  avx10.2  unmodelled
      EVEX.F3.0F38.W0 50 /r  avx10.2  unmodelled
      EVEX.F2.0F38.W0 50 /r  avx10.2  unmodelled
      EVEX.NP.0F38.W0 51 /r  avx10.2  unmodelled
      EVEX.F3.0F38.W0 51 /r  avx10.2  unmodelled
      EVEX.F2.0F38.W0 51 /r  avx10.2  unmodelled
      8F /r  xop  unmodelled
      VEX.128.NP.0F38.W0 49 /r  amx  unmodelled
      VEX.128.66.0F38.W0 49 /r  amx  unmodelled
      VEX.128.F3.0F38.W0 49 /r  amx  unmodelled
      VEX.128.F2.0F38.W0 49 /r  amx  unmodelled
      VEX.128.NP.0F38.W0 4B /r  amx  unmodelled
      VEX.128.66.0F38.W0 4B /r  amx  unmodelled
      VEX.128.F3.0F38.W0 4B /r  amx  unmodelled
      VEX.128.F2.0F38.W0 4B /r  amx  unmodelled
      VEX.128.NP.0F38.W0 5C /r  amx  unmodelled
      VEX.128.66.0F38.W0 5C /r  amx  unmodelled
      VEX.128.F3.0F38.W0 5C /r  amx  unmodelled
      VEX.128.F2.0F38.W0 5C /r  amx  unmodelled
      VEX.128.NP.0F38.W0 5E /r  amx  unmodelled
      VEX.128.66.0F38.W0 5E /r  amx  unmodelled
      VEX.128.F3.0F38.W0 5E /r  amx  unmodelled
      VEX.128.F2.0F38.W0 5E /r  amx  unmodelled
      """;
}
