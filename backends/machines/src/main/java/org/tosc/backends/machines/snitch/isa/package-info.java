/// The instructions of Snitch as the model reads them: which bits are which instruction, and what
/// each asks of which unit.
///
/// ```text
/// Row          one instruction: its fixed bits and its Behaviour
///   Behaviour  what the integer core does with it, or where it is offloaded to
///     FloatOperation   of the FPU: operation, formats, operands
/// Instruction  a word with its row and fields
/// ```
///
/// The tables stand in [org.tosc.backends.machines.snitch.isa.IntegerRows],
/// [org.tosc.backends.machines.snitch.isa.CustomRows] and, for the FPU,
/// [org.tosc.backends.machines.snitch.isa.FloatRows],
/// [org.tosc.backends.machines.snitch.isa.SmallFloatRows] and
/// [org.tosc.backends.machines.snitch.isa.VectorRows]. They were written from the RISC-V manuals
/// and the decoders of the RTL (`snitch.sv`, `snitch_fp_ss.sv` at 7f430f2), not from an encoder.
package org.tosc.backends.machines.snitch.isa;
