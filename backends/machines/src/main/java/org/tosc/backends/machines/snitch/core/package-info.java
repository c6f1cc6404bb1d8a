/// One core of the cluster, cycle by cycle: the integer core, what it offloads to, the FPU with its
/// sequencer and streams, and the ways to memory.
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
/// Every unit answers questions about its state at the beginning of a cycle and notes what happens
/// in it; so the order in which units are asked decides nothing but what is passed on within one
/// cycle, as wires do. The sources are the RTL at 7f430f2 (file names stand at each class) and the
/// measured rules of snitch.md section 4.
package org.tosc.backends.machines.snitch.core;
