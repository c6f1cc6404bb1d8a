/// A cluster, cycle by cycle: its cores, and what they share. Of a core: the integer core, what it
/// offloads to, the FPU with its sequencer and streams, and the ways to memory.
///
/// ```text
/// IntegerCore ──► Offload (2) ─┬─► Sequencer ──► FloatSubsystem ──► FloatUnits
///      ▲  ▲                    ├─► Stream configuration    ▲ │
///      │  │                    ├─► Multiplier              │ ▼
///      │  └──── responses (2) ◄┘                        Stream ×3
///      │                                                   │
///      └──────── MemoryPort ◄──────────────────────────────┴──► banks of the cluster's memory
/// ```
///
/// Shared are the banks ([Tcdm]), the multiplier, the instruction cache, the barrier, the registers
/// of the cluster ([Peripherals]), and the DMA engine, which the last core controls. What a program
/// does wrong ends in a [Misuse]; [Watch] finds hangs, [Diagnosis] their reasons. [Counts] say what
/// each core did in each cycle, a [Listener] hears it.
///
/// Every unit answers questions about its state at the beginning of a cycle and notes what happens
/// in it; so the order in which units are asked decides nothing but what is passed on within one
/// cycle, as wires do. The sources are the RTL at 7f430f2 (file names stand at each class) and the
/// measured rules of snitch.md section 4.
package org.tosc.backends.machines.snitch.core;
