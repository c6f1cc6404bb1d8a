/// The values a guest program computes with. `int` is [Long], `float` is [Double], `bool` is
/// [Boolean] and `nil` is `null`; every other kind has its own class here or in the tensor package.
package org.tosc.rt.value;
