/// Speed of tensor kernels beside other libraries and beside what the machine can do, measured in
/// one run.
///
/// A [Problem] is one row of the table: an operation on one shape, with inputs and with a reference
/// in `double` for each element of its result. A [Contender] is somebody who can do it: a library,
/// or tosc. Every contender has a process of its own ([PeerWorker]), so that thread pools do not
/// meet; [Contest] lets them run in turn, in an order that rotates; [PeersBench] measures the
/// [Limits] of the machine in every round. Contenders of other libraries are in the folder
/// `bench/peers`, which no other module sees; they are found as services.
@NullMarked
package org.tosc.bench.peers;

import org.jspecify.annotations.NullMarked;
