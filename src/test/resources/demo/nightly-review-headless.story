at: 3d 02:00
cwd: /home/sam/work/harbourline/api
branch: main
entrypoint: sdk-py
model: claude-haiku-5-5

@user
Review the dependency updates of the last 24 hours. Answer with JSON: {"risky": [...], "fine": [...]}.
@bash git log --since=24.hours --author=renovate --oneline
a1b2c3d Update dependency fastify to v5.6.1
d4e5f60 Update dependency pg to v9
@say
{"risky": [{"package": "pg", "why": "major version: numeric columns come back as strings again"}], "fine": ["fastify"]}
