/// A function over data in DRAM as one program for all harts of a cluster ([ClusterCompiler]).
///
/// ```text
/// Function ─► PhaseReader ─► Phase: one nest, its Operands
///   │  CutSearch   Cut: tile ⊃ shares of cores; loops over tiles; one place or two for each Window
///   │  ShareFunction ─► KernelCode ─► Routine: what a core does of a tile
///   ▼
/// ClusterWriter ─► ClusterProgram: WorkerCode for harts 0 …, MoverCode for the one after them
/// ```
///
/// In each step the cores compute one tile, while the DMA engine stores the tile before and loads
/// the next one. A barrier ends the step:
///
/// ```text
/// mover    load 0 │ load 1          │ store 0, load 2 │ …      │ store n-1
/// workers         │ compute 0       │ compute 1       │ …      │
///                 ▲ barrier         ▲                 ▲        ▲
/// ```
///
/// A window that changes seldom may have one place only; then cores wait while it is exchanged,
/// between two barriers ([Cut#isExchanged]).
///
/// A tile has all terms of its results where these fit well. Where a nest lets terms be joined in
/// another order, its longest reduction may be cut as well: it is the innermost loop, and tiles
/// along it join their terms to what is there ([Stretch]).
///
/// | what | how |
/// |---|---|
/// | arguments | addresses in DRAM in `a0` …, numbers in `fa0` …, the same for all harts |
/// | stack | of each hart at the end of TCDM; that of the caller is not used |
/// | end | all harts return when the results are in DRAM |
/// | waiting | at the barrier: this core has no Zawrs ([Listing#barrier] is the place to change) |
///
/// Not yet: arrays that a function allocates, sums of more terms than fit that may not be
/// reassociated, bounds known at run time. These are refused.
@NullMarked
package org.tosc.backends.snitch.cluster;

import org.jspecify.annotations.NullMarked;
