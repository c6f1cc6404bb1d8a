/// The kernels: plain loops over Java arrays, one class per topic, each with a table of operation
/// names.
///
/// A kernel reads its operands through [Call] and [org.tosc.rt.tensor.Raw], never writes them, and
/// returns tensors with storage of their own.
package org.tosc.rt.tensor.kernel;
