/// The instructions of Snitch as data: RV32IMAFD, Zicsr, Zifencei, Zawrs and what Snitch adds
/// (streams, loops, the DMA engine, small floats, vectors in registers).
///
/// ```java
/// var load = Instruction.of(DoubleFloat.FLD, FReg.FA0.number(), 8, XReg.SP.number());
/// load.word();                          // 0x00813507
/// load.toString();                      // fld fa0, 8(sp)
/// Decoder.decode(0x00813507);           // the same instruction
/// ```
///
/// Each instruction is a row: `bits : operands`, as the manual draws them (The RISC-V Instruction
/// Set Manual, volume I, chapter 34), the highest bit first.
///
/// ```text
/// imm12 rs1 010 rd 0000011 : xd, i12(xs1)                  lw
/// rs3 01 rs2 rs1 rm rd 1000011 : fd, fs1, fs2, fs3, rm     fmadd.d
/// 00000 order rs2 rs1 010 rd 0101111 : xd, xs2, (xs1), order     amoadd.w, amoadd.w.aq …
/// ```
///
/// Names in the bits are fields; each operand ([Operand]) says which of these bits are its. A row
/// in which bits belong to no operand, or to two, is refused when the table is loaded.
///
/// | instructions | of |
/// |---|---|
/// | [Base] [Multiply] [Atomic] [Control] | RV32I, M, A; Zicsr, Zifencei, Zawrs, privileged |
/// | [SingleFloat] [DoubleFloat] | RV32F, D |
/// | [HalfFloat] [AltHalfFloat] [QuarterFloat] [AltQuarterFloat] [FloatConvert] | small floats, one to a register |
/// | [VectorSingle] [VectorHalf] [VectorAltHalf] [VectorQuarter] [VectorAltQuarter] [VectorConvert] [VectorPack] | a register full of floats |
/// | [Widening] | sums and products in wider formats |
/// | [Streams] [Dma] | Xssr, Xfrep, Xcopift; Xdma |
///
/// The judges: GNU as and objdump for the standard part, the list of the processor's own encodings
/// (`encodings.csv`) for the rest.
@NullMarked
package org.tosc.backends.snitch.isa;

import org.jspecify.annotations.NullMarked;
