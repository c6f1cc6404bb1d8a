/// Files of tensors: `.npy` and `.npz` of NumPy, and `.csv`.
///
/// The readers take any bytes: a count is believed only after it was compared with the bytes that
/// are there, nothing in a file is evaluated, and everything wrong ends in a [TensorFileFault] that
/// names the file, the byte and the reason. The writers replace a file as a whole or not at all.
package org.tosc.rt.tensor.file;
