package org.tosc.backends.machines.x86.manual;

/// General-purpose instructions (SDM volume 2, chapters 3 to 5, and appendix A, tables A-2 and
///
final class IntegerRows {
  private IntegerRows() {}

  /// The eight operations of `00` to `3F` and of group 1.
  static final String ARITHMETIC =
      """
      00 /r  add Eb,Gb  lock
      01 /r  add Ev,Gv  lock
      02 /r  add Gb,Eb
      03 /r  add Gv,Ev
      04     add AL,Ib
      05     add rAX,Iz
      08 /r  or Eb,Gb   lock
      09 /r  or Ev,Gv   lock
      0A /r  or Gb,Eb
      0B /r  or Gv,Ev
      0C     or AL,Ib
      0D     or rAX,Iz
      10 /r  adc Eb,Gb  lock
      11 /r  adc Ev,Gv  lock
      12 /r  adc Gb,Eb
      13 /r  adc Gv,Ev
      14     adc AL,Ib
      15     adc rAX,Iz
      18 /r  sbb Eb,Gb  lock
      19 /r  sbb Ev,Gv  lock
      1A /r  sbb Gb,Eb
      1B /r  sbb Gv,Ev
      1C     sbb AL,Ib
      1D     sbb rAX,Iz
      20 /r  and Eb,Gb  lock
      21 /r  and Ev,Gv  lock
      22 /r  and Gb,Eb
      23 /r  and Gv,Ev
      24     and AL,Ib
      25     and rAX,Iz
      28 /r  sub Eb,Gb  lock
      29 /r  sub Ev,Gv  lock
      2A /r  sub Gb,Eb
      2B /r  sub Gv,Ev
      2C     sub AL,Ib
      2D     sub rAX,Iz
      30 /r  xor Eb,Gb  lock
      31 /r  xor Ev,Gv  lock
      32 /r  xor Gb,Eb
      33 /r  xor Gv,Ev
      34     xor AL,Ib
      35     xor rAX,Iz
      38 /r  cmp Eb,Gb
      39 /r  cmp Ev,Gv
      3A /r  cmp Gb,Eb
      3B /r  cmp Gv,Ev
      3C     cmp AL,Ib
      3D     cmp rAX,Iz
      80 /0  add Eb,Ib  lock
      81 /0  add Ev,Iz  lock
      83 /0  add Ev,Is  lock
      80 /1  or Eb,Ib   lock
      81 /1  or Ev,Iz   lock
      83 /1  or Ev,Is   lock
      80 /2  adc Eb,Ib  lock
      81 /2  adc Ev,Iz  lock
      83 /2  adc Ev,Is  lock
      80 /3  sbb Eb,Ib  lock
      81 /3  sbb Ev,Iz  lock
      83 /3  sbb Ev,Is  lock
      80 /4  and Eb,Ib  lock
      81 /4  and Ev,Iz  lock
      83 /4  and Ev,Is  lock
      80 /5  sub Eb,Ib  lock
      81 /5  sub Ev,Iz  lock
      83 /5  sub Ev,Is  lock
      80 /6  xor Eb,Ib  lock
      81 /6  xor Ev,Iz  lock
      83 /6  xor Ev,Is  lock
      80 /7  cmp Eb,Ib
      81 /7  cmp Ev,Iz
      83 /7  cmp Ev,Is
      """;

  /// Group 2.
  static final String SHIFTS =
      """
      C0 /0  rol Eb,Ib
      C1 /0  rol Ev,Ib
      D0 /0  rol Eb,1
      D1 /0  rol Ev,1
      D2 /0  rol Eb,CL
      D3 /0  rol Ev,CL
      C0 /1  ror Eb,Ib
      C1 /1  ror Ev,Ib
      D0 /1  ror Eb,1
      D1 /1  ror Ev,1
      D2 /1  ror Eb,CL
      D3 /1  ror Ev,CL
      C0 /2  rcl Eb,Ib
      C1 /2  rcl Ev,Ib
      D0 /2  rcl Eb,1
      D1 /2  rcl Ev,1
      D2 /2  rcl Eb,CL
      D3 /2  rcl Ev,CL
      C0 /3  rcr Eb,Ib
      C1 /3  rcr Ev,Ib
      D0 /3  rcr Eb,1
      D1 /3  rcr Ev,1
      D2 /3  rcr Eb,CL
      D3 /3  rcr Ev,CL
      C0 /4  shl Eb,Ib
      C1 /4  shl Ev,Ib
      D0 /4  shl Eb,1
      D1 /4  shl Ev,1
      D2 /4  shl Eb,CL
      D3 /4  shl Ev,CL
      C0 /5  shr Eb,Ib
      C1 /5  shr Ev,Ib
      D0 /5  shr Eb,1
      D1 /5  shr Ev,1
      D2 /5  shr Eb,CL
      D3 /5  shr Ev,CL
      C0 /6  shl Eb,Ib
      C1 /6  shl Ev,Ib
      D0 /6  shl Eb,1
      D1 /6  shl Ev,1
      D2 /6  shl Eb,CL
      D3 /6  shl Ev,CL
      C0 /7  sar Eb,Ib
      C1 /7  sar Ev,Ib
      D0 /7  sar Eb,1
      D1 /7  sar Ev,1
      D2 /7  sar Eb,CL
      D3 /7  sar Ev,CL
      """;

  /// One byte of opcode (table A-2, groups 1A, 3, 4, 5, 11).
  static final String ONE_BYTE =
      """
      50 +r   push Zv         d64
      58 +r   pop Zv          d64
      66 63 /r   movsxd Gv,Ed
      63 /r      movsxd Gv,Ed
      68      pushw/push/push Iz         d64
      69 /r   imul Gv,Ev,Iz
      6A      pushw/push/push Is         d64
      6B /r   imul Gv,Ev,Is
      70 +cc  jcc Jb          f64 bnd
      84 /r   test Eb,Gb
      85 /r   test Ev,Gv
      86 /r   xchg Eb,Gb      lock
      87 /r   xchg Ev,Gv      lock
      88 /r   mov Eb,Gb
      89 /r   mov Ev,Gv
      8A /r   mov Gb,Eb
      8B /r   mov Gv,Ev
      8D /r   lea Gv,M
      8F /0   pop Ev          d64
      F3 90     pause
      66 90     xchg Zv,rAX
      90 B0     nop
      90 +r     xchg Zv,rAX
      98      cbw/cwde/cdqe
      99      cwd/cdq/cqo
      9C      pushfw/pushf/pushf           d64
      9D      popfw/popf/popf            d64
      9E      sahf
      9F      lahf
      A0      mov AL,Ob
      A1      mov rAX,Ov
      A2      mov Ob,AL
      A3      mov Ov,rAX
      A4      movs Yb,Xb      rep
      A5      movs Yv,Xv      rep
      A6      cmps Xb,Yb      repz
      A7      cmps Xv,Yv      repz
      A8      test AL,Ib
      A9      test rAX,Iz
      AA      stos Yb,AL      rep
      AB      stos Yv,rAX     rep
      AC      lods AL,Xb      rep
      AD      lods rAX,Xv     rep
      AE      scas AL,Yb      repz
      AF      scas rAX,Yv     repz
      B0 +r   mov Zb,Ib
      B8 +r   mov Zv,Iv
      C2      ret Iw          f64 bnd
      C3      ret             f64 bnd
      C6 /0   mov Eb,Ib
      C7 /0   mov Ev,Iz
      C8      enterw/enter/enter Iw,Ib     d64
      C9      leavew/leave/leave           d64
      CC      int3
      CD      int Ib
      E0      loopne Jb       f64
      E1      loope Jb        f64
      E2      loop Jb         f64
      E3      jrcxz Jb       f64
      E8      call Jz         f64 bnd
      E9      jmp Jz          f64 bnd
      EB      jmp Jb          f64 bnd
      F5      cmc
      F6 /0   test Eb,Ib
      F6 /1   test Eb,Ib
      F6 /2   not Eb          lock
      F6 /3   neg Eb          lock
      F6 /4   mul Eb
      F6 /5   imul Eb
      F6 /6   div Eb
      F6 /7   idiv Eb
      F7 /0   test Ev,Iz
      F7 /1   test Ev,Iz
      F7 /2   not Ev          lock
      F7 /3   neg Ev          lock
      F7 /4   mul Ev
      F7 /5   imul Ev
      F7 /6   div Ev
      F7 /7   idiv Ev
      F8      clc
      F9      stc
      FC      cld
      FD      std
      FE /0   inc Eb          lock
      FE /1   dec Eb          lock
      FF /0   inc Ev          lock
      FF /1   dec Ev          lock
      FF /2   call Ev         f64 bnd
      FF /4   jmp Ev          f64 bnd
      FF /6   push Ev         d64
      """;
}
