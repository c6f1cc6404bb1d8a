package org.tosc.backends.snitch.asm;

/// Instructions that stand for others (The RISC-V Instruction Set Manual, volume I, chapter 35:
/// "Assembly Programmer's Handbook"; RISC-V Assembly Programmer's Manual).
///
/// `name operands : what it stands for`. An operand that begins with `r` is an integer register,
/// one with `f` a floating-point register, `mem` an address as `8(sp)`, any other something else.
/// Instructions of two names are separated by `;`.
final class PseudoRows {
  static final String ROWS =
      """
      nop : addi zero, zero, 0
      mv rd, rs : addi rd, rs, 0
      move rd, rs : addi rd, rs, 0
      not rd, rs : xori rd, rs, -1
      neg rd, rs : sub rd, zero, rs
      seqz rd, rs : sltiu rd, rs, 1
      snez rd, rs : sltu rd, zero, rs
      sltz rd, rs : slt rd, rs, zero
      sgtz rd, rs : slt rd, zero, rs
      sgt rd, rs, rt : slt rd, rt, rs
      sgtu rd, rs, rt : sltu rd, rt, rs
      zext.b rd, rs : andi rd, rs, 255
      sext.b rd, rs : slli rd, rs, 24; srai rd, rd, 24
      sext.h rd, rs : slli rd, rs, 16; srai rd, rd, 16
      zext.h rd, rs : slli rd, rs, 16; srli rd, rd, 16
      add rd, rs, imm : addi rd, rs, imm
      and rd, rs, imm : andi rd, rs, imm
      or rd, rs, imm : ori rd, rs, imm
      xor rd, rs, imm : xori rd, rs, imm
      slt rd, rs, imm : slti rd, rs, imm
      sltu rd, rs, imm : sltiu rd, rs, imm
      sll rd, rs, imm : slli rd, rs, imm
      srl rd, rs, imm : srli rd, rs, imm
      sra rd, rs, imm : srai rd, rs, imm
      beqz rs, to : beq rs, zero, to
      bnez rs, to : bne rs, zero, to
      blez rs, to : bge zero, rs, to
      bgez rs, to : bge rs, zero, to
      bltz rs, to : blt rs, zero, to
      bgtz rs, to : blt zero, rs, to
      bgt rs, rt, to : blt rt, rs, to
      ble rs, rt, to : bge rt, rs, to
      bgtu rs, rt, to : bltu rt, rs, to
      bleu rs, rt, to : bgeu rt, rs, to
      j to : jal zero, to
      jal to : jal ra, to
      jr rs : jalr zero, 0(rs)
      jr rs, imm : jalr zero, imm(rs)
      jr mem : jalr zero, mem
      jalr rs : jalr ra, 0(rs)
      jalr mem : jalr ra, mem
      jalr rd, rs : jalr rd, 0(rs)
      jalr rd, rs, imm : jalr rd, imm(rs)
      ret : jalr zero, 0(ra)
      csrr rd, csr : csrrs rd, csr, zero
      csrw csr, rs : csrrw zero, csr, rs
      csrs csr, rs : csrrs zero, csr, rs
      csrc csr, rs : csrrc zero, csr, rs
      csrw csr, imm : csrrwi zero, csr, imm
      csrs csr, imm : csrrsi zero, csr, imm
      csrc csr, imm : csrrci zero, csr, imm
      csrwi csr, imm : csrrwi zero, csr, imm
      csrsi csr, imm : csrrsi zero, csr, imm
      csrci csr, imm : csrrci zero, csr, imm
      csrrw rd, csr, imm : csrrwi rd, csr, imm
      csrrs rd, csr, imm : csrrsi rd, csr, imm
      csrrc rd, csr, imm : csrrci rd, csr, imm
      rdcycle rd : csrrs rd, cycle, zero
      rdtime rd : csrrs rd, time, zero
      rdinstret rd : csrrs rd, instret, zero
      rdcycleh rd : csrrs rd, cycleh, zero
      rdtimeh rd : csrrs rd, timeh, zero
      rdinstreth rd : csrrs rd, instreth, zero
      frcsr rd : csrrs rd, fcsr, zero
      frsr rd : csrrs rd, fcsr, zero
      fscsr rs : csrrw zero, fcsr, rs
      fscsr rd, rs : csrrw rd, fcsr, rs
      fssr rs : csrrw zero, fcsr, rs
      fssr rd, rs : csrrw rd, fcsr, rs
      frrm rd : csrrs rd, frm, zero
      fsrm rs : csrrw zero, frm, rs
      fsrm rd, rs : csrrw rd, frm, rs
      fsrmi imm : csrrwi zero, frm, imm
      fsrmi rd, imm : csrrwi rd, frm, imm
      frflags rd : csrrs rd, fflags, zero
      fsflags rs : csrrw zero, fflags, rs
      fsflags rd, rs : csrrw rd, fflags, rs
      fsflagsi imm : csrrwi zero, fflags, imm
      fsflagsi rd, imm : csrrwi rd, fflags, imm
      fence : fence iorw, iorw
      pause : fence w, 0
      scall : ecall
      sbreak : ebreak
      unimp : csrrw zero, cycle, zero
      sfence.vma : sfence.vma zero, zero
      sfence.vma rs : sfence.vma rs, zero
      ntl.p1 : add zero, zero, sp
      ntl.pall : add zero, zero, gp
      ntl.s1 : add zero, zero, tp
      ntl.all : add zero, zero, t0
      fmv.s fd, fs : fsgnj.s fd, fs, fs
      fneg.s fd, fs : fsgnjn.s fd, fs, fs
      fabs.s fd, fs : fsgnjx.s fd, fs, fs
      fgt.s rd, fs, ft : flt.s rd, ft, fs
      fge.s rd, fs, ft : fle.s rd, ft, fs
      fmv.x.s rd, fs : fmv.x.w rd, fs
      fmv.s.x fd, rs : fmv.w.x fd, rs
      fmv.d fd, fs : fsgnj.d fd, fs, fs
      fneg.d fd, fs : fsgnjn.d fd, fs, fs
      fabs.d fd, fs : fsgnjx.d fd, fs, fs
      fgt.d rd, fs, ft : flt.d rd, ft, fs
      fge.d rd, fs, ft : fle.d rd, ft, fs
      fmv.h fd, fs : fsgnj.h fd, fs, fs
      fneg.h fd, fs : fsgnjn.h fd, fs, fs
      fabs.h fd, fs : fsgnjx.h fd, fs, fs
      fgt.h rd, fs, ft : flt.h rd, ft, fs
      fge.h rd, fs, ft : fle.h rd, ft, fs
      fmv.ah fd, fs : fsgnj.ah fd, fs, fs
      fneg.ah fd, fs : fsgnjn.ah fd, fs, fs
      fabs.ah fd, fs : fsgnjx.ah fd, fs, fs
      fmv.b fd, fs : fsgnj.b fd, fs, fs
      fneg.b fd, fs : fsgnjn.b fd, fs, fs
      fabs.b fd, fs : fsgnjx.b fd, fs, fs
      fmv.ab fd, fs : fsgnj.ab fd, fs, fs
      fneg.ab fd, fs : fsgnjn.ab fd, fs, fs
      fabs.ab fd, fs : fsgnjx.ab fd, fs, fs
      """;

  private PseudoRows() {}
}
