/// The run-time library: values, operations, built-ins and tensors that compiled code calls.
package org.tosc.rt;
