at: 3d 10:05
cwd: /home/sam/work/harbourline/web
branch: main
main: gone

@user
which of our direct dependencies run an install script?
@agent Explore | Dependencies with install scripts
Read the lockfile and each package's manifest; list those with preinstall, install or postinstall, and say what it does.
@grep "(pre|post)?install": | node_modules/*/package.json
node_modules/esbuild/package.json:  "postinstall": "node install.js"
node_modules/sharp/package.json:  "install": "node install/check"
@back
Two: esbuild fetches its binary, sharp checks for libvips.
@say
esbuild and sharp, both for a binary. Everything else is plain code.
