/// What nobody needs, gone.
package org.tosc.passes.dce;
