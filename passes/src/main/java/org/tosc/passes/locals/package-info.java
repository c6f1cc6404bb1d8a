/// Values instead of the slots that hold them.
package org.tosc.passes.locals;
