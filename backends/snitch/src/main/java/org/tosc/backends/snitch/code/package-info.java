/// From nests to instructions ([Compiler]), each step a pure function of what the one before gave:
///
/// ```text
/// Function ─► NestReader ─► Computation: space, accesses, term, fold
///   │  Precautions what operands must be; Squares finds out
///   │  Inverses    quotients and roots by Newton's steps from guesses of the integer core
///   │  Taps        several elements of one array by one stream
///   │  PackingPass words of neighbours (f32, f16)
///   │  Windows     windows one dimension after the other, two neighbours at a time
///   │  Partials    few results in parts
///   │  Halves      long terms of two operands in two
///   ▼
/// Planner ─► Schedule: jobs of the core ⊃ repeated tiles ⊃ steps ⊃ points; a Pattern for each stream
///   │  TileMaker   stages of a tile; Owns their registers; Table numbers that come by a stream
///   │  Clock       what a schedule will take
///   ▼
/// Emitter ─► Routine: instructions
/// ```
///
/// There is no code for a kernel or a shape: [Planner] tries which points go side by side, which
/// order loops have and where they are cut, and takes what [Clock] finds fastest by the rules of
/// snitch.md section 4. Its guess is within a few cycles of the model where banks do not collide
/// (`bench/run snitch` prints both).
///
/// What wins, by snitch.md section 7: tiles in nested repetition (a); no zero and no moves (b); the
/// stream that is written is configured while the FPU works (c); one write to all streams (d); only
/// what changes is written ([StreamState], e); repetition of elements (f); 4 … 10 points side by
/// side (g).
///
/// A stream's repetition counts for what is still in its queue when the next job starts, so jobs
/// with another one wait until all has been read ([StreamState]).
///
/// Instructions do not always do what TIR means, so what a function is given may be checked before
/// or on the way; where a check fails, loops take over ([org.tosc.backends.snitch.kernel]):
///
/// | what | how | check |
/// |---|---|---|
/// | `min`, `max` | the instructions', which take the other operand for NaN | operands are small, so nothing is NaN ([Precautions]) |
/// | `exp` | 0 below -697.7, error below 3 ulp ([Exponential]) | the same |
/// | quotients, roots | Newton's steps, error of a few ulp ([Inverses]) | each product with the inverse is 1 |
/// | sums, products | rounded as the nest says; in any order, and once, where it may be reassociated | |
/// | memory | an operand is an address of 8-byte words; scratch memory is on the stack, in TCDM | |
///
/// A function with the attribute `finite` is called with numbers that are neither NaN nor infinite,
/// and its operands are not checked.
///
/// Not yet: reductions into what a buffer holds, more than two arrays, `f32` and `f16` that do not
/// make whole words, `exp`, quotients and roots of these, choices that are no minimum or maximum,
/// `f8`, `vfdotpex`, bounds known at run time. These are refused ([Unsupported]).
@NullMarked
package org.tosc.backends.snitch.code;

import org.jspecify.annotations.NullMarked;
